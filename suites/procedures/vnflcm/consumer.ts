import type { PackageRead } from '../../../counterparts/control.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import { hasAttribute } from '../../../src/model/attribute-path.ts';
import { mergePatch } from '../../../src/model/json.ts';
import { createBody, taskBody, type Task } from '../bodies.ts';
import { offeredTasks } from '../offered.ts';
import { ending, fresh } from '../recover.ts';
import { sections } from '../sections.ts';
import { begin, ask, create, follow, read, unknownId, type Instance, type OpOcc } from '../steps.ts';
import { told, watched } from '../watched.ts';

/** The SUT as a client of the NFVO: tokens, packages, grants. */
export const consumer: Procedure = {
  name: 'vnflcm.consumer',
  api: 'vnflcm',
  purpose: 'what the SUT asks an NFVO for: access tokens, VNF packages, a grant for each operation, at once or later',
  run: async (driver) => {
    if (driver.nfvo === undefined) {
      await unknownVnfd(driver);
      await unknownVnfdLater(driver);
      return driver.blocked('the profile lets the harness play no NFVO');
    }
    await sections(driver, [
      () => granted(driver),
      () => declared(driver),
      ...(driver.claims('grant.async') === false ? [] : [() => grantedLater(driver)]),
      () => unknownVnfd(driver).then(() => unknownVnfdLater(driver)),
      () => oddVnfds(driver),
    ]);
  },
};

/** A life cycle on a VNFD of its own, so that every read of the package belongs to it. */
async function granted(driver: Driver): Promise<void> {
  const onboarded = await driver.nfvo?.onboard();
  if (onboarded === undefined) return;
  driver.owns(onboarded.vnfdId);
  const instance = await create(driver, 'create', { ...createBody(driver), vnfdId: onboarded.vnfdId });
  await read(driver, instance.path, 'read.created');
  await operation(driver, instance, 'instantiate', 'instantiate');
  const { aspectId } = driver.profile.vnf;
  if (driver.claims('vnflcm.scale') !== false && aspectId !== undefined) {
    const scale = taskBody(driver, 'scale', instance.id);
    await operation(driver, instance, 'scale', 'scale.out', { ...scale, type: 'SCALE_OUT' });
    await operation(driver, instance, 'scale', 'scale.in', { ...scale, type: 'SCALE_IN' });
  }
  if (driver.claims('vnflcm.heal') !== false) await operation(driver, instance, 'heal', 'heal');
  await operation(driver, instance, 'terminate', 'terminate');
}

/** Reads the instance before, asks, and follows to the end. One that does not complete ends the procedure. */
async function operation(driver: Driver, instance: Instance, task: Task, step: string, body?: unknown): Promise<OpOcc> {
  await read(driver, instance.path, `${step}.before`);
  const accepted = await begin(driver, instance, task, step, body);
  const occ = await follow(driver, instance, accepted, step);
  if (occ.state !== 'COMPLETED') return driver.blocked(`${task} ended as ${occ.state}`, occ.exchange);
  await driver.sleep(driver.profile.settle);
  return occ;
}

/** Values for what the VNFD of the harness's own declares (counterparts/initial-values.ts), other than the initial ones. */
const VALUES = { extensions: { tstExtension: 'tst' }, vnfConfigurableProperties: { tstProperty: 'tst' } };

/** An instantiation that also changes information of the instance, and a subscriber. */
async function declared(driver: Driver): Promise<void> {
  if (!hasAttribute(driver.model, 'InstantiateVnfRequest', 'extensions')) return;
  const onboarded = await driver.nfvo?.onboard();
  if (onboarded === undefined) return;
  driver.owns(onboarded.vnfdId);
  const at = await watched(driver, 'declared', { ...createBody(driver), vnfdId: onboarded.vnfdId });
  const body = mergePatch(taskBody(driver, 'instantiate', at.instance.id), VALUES);
  const occ = await operation(driver, at.instance, 'instantiate', 'declared.instantiate', body);
  await told(driver, at, occ);
  await read(driver, at.instance.path, 'declared.after');
}

/** The NFVO takes its time: 202, and the grant is to be fetched. */
async function grantedLater(driver: Driver): Promise<void> {
  const instance = await create(driver, 'async.create');
  driver.nfvo?.grants(instance.id, { kind: 'async', polls: 2 });
  const accepted = await begin(driver, instance, 'instantiate', 'async.instantiate');
  await follow(driver, instance, accepted, 'async.instantiate');
  driver.nfvo?.grants(instance.id, { kind: 'granted' });
  await driver.sleep(driver.profile.settle);
}

/** VNFDs that the NFVO knows nothing of, said in several ways; of the last one it says that the client is not authorized. */
async function unknownVnfd(driver: Driver): Promise<void> {
  const reads: readonly (readonly [step: string, read?: PackageRead])[] = [
    ['unknown-vnfd'],
    ['unknown-vnfd.silent', 'silent'],
    ['unknown-vnfd.html', 'html'],
    ['nfvo-unauthorized', 'unauthorized'],
  ];
  for (const [step, answer] of driver.nfvo === undefined ? reads.slice(0, 1) : reads) {
    const vnfdId = unknownId();
    driver.owns(vnfdId);
    if (answer !== undefined) driver.nfvo?.readsOf(vnfdId, answer);
    await driver.send(
      { method: 'POST', path: '/vnf_instances', json: { ...createBody(driver), vnfdId } },
      { kind: 'legal', task: 'create', step },
    );
  }
}

/** An instance that is there is to become one of a VNFD that nobody knows. */
async function unknownVnfdLater(driver: Driver): Promise<void> {
  const vnfdId = unknownId();
  driver.owns(vnfdId);
  if (driver.claims('vnflcm.modify') !== false && hasAttribute(driver.model, 'VnfInfoModificationRequest', 'vnfdId')) {
    const instance = await fresh(driver, 'NOT_INSTANTIATED', 'unknown-vnfd.create');
    const step = 'unknown-vnfd.modify';
    const asked = await driver.send(
      { method: 'PATCH', path: instance.path, json: { vnfdId } },
      { kind: 'legal', task: 'modify', step },
    );
    if (asked.response?.status === 202) await ending(driver, instance, asked, step);
  }
  if (!offeredTasks(driver).includes('change_vnfpkg')) return;
  const instance = await fresh(driver, 'INSTANTIATED', 'unknown-vnfd.instantiated');
  const step = 'unknown-vnfd.change_vnfpkg';
  const body = { ...taskBody(driver, 'change_vnfpkg', instance.id), vnfdId };
  const asked = await ask(driver, instance, 'change_vnfpkg', { kind: 'legal', task: 'change_vnfpkg', step }, body);
  if (asked.response?.status === 202) await ending(driver, instance, asked, step);
}

/** Identifiers are any strings (SOL013 7.2.2); in the URI of a package they have to be encoded (RFC 3986 2.2). */
const ODD_VNFDS = ['nfv-tst-verträge', 'nfv-tst-head/../nfv-tst-tail?x#y'] as const;
/** What the second one is read as when it stands in a URI as it is. */
const TAIL = 'nfv-tst-tail';

async function oddVnfds(driver: Driver): Promise<void> {
  for (const id of [...ODD_VNFDS, TAIL]) driver.owns(id);
  for (const vnfdId of ODD_VNFDS)
    await driver.send(
      { method: 'POST', path: '/vnf_instances', json: { ...createBody(driver), vnfdId } },
      { kind: 'unusual', aspect: 'vnfd-id', variant: vnfdId },
    );
  const known = await driver.nfvo?.onboard({ vnfdId: `nfv-tst-verträge-${unknownId()}` });
  if (known === undefined) return;
  driver.owns(known.vnfdId);
  await driver.send(
    { method: 'POST', path: '/vnf_instances', json: { ...createBody(driver), vnfdId: known.vnfdId } },
    { kind: 'unusual', aspect: 'vnfd-known', variant: 'non-ascii' },
  );
}
