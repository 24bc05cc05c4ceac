import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import { createBody, taskBody, type Task } from '../bodies.ts';
import { sections } from '../sections.ts';
import { ask, create, follow, read, unknownId, type Instance, type OpOcc } from '../steps.ts';

/** The SUT as a client of the NFVO: tokens, packages, grants. */
export const consumer: Procedure = {
  name: 'vnflcm.consumer',
  api: 'vnflcm',
  purpose: 'what the SUT asks an NFVO for: access tokens, VNF packages, a grant for each operation, at once or later',
  run: async (driver) => {
    if (driver.nfvo === undefined) {
      await unknownVnfd(driver);
      return driver.blocked('the profile lets the harness play no NFVO');
    }
    await sections(driver, [
      () => granted(driver),
      ...(driver.claims('grant.async') === false ? [] : [() => grantedLater(driver)]),
      () => unknownVnfd(driver),
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
  const accepted = await ask(driver, instance, task, { kind: 'legal', task, step }, body);
  if (accepted.response?.status !== 202) return driver.blocked(`${task} was not accepted`, accepted);
  const occ = await follow(driver, instance, accepted, step);
  if (occ.state !== 'COMPLETED') return driver.blocked(`${task} ended as ${occ.state}`, occ.exchange);
  await driver.sleep(driver.profile.settle);
  return occ;
}

/** The NFVO takes its time: 202, and the grant is to be fetched. */
async function grantedLater(driver: Driver): Promise<void> {
  const instance = await create(driver, 'async.create');
  driver.nfvo?.grants(instance.id, { kind: 'async', polls: 2 });
  const accepted = await ask(driver, instance, 'instantiate', {
    kind: 'legal',
    task: 'instantiate',
    step: 'async.instantiate',
  });
  if (accepted.response?.status !== 202) return driver.blocked('instantiate was not accepted', accepted);
  await follow(driver, instance, accepted, 'async.instantiate');
  driver.nfvo?.grants(instance.id, { kind: 'granted' });
  await driver.sleep(driver.profile.settle);
}

/** VNFDs that the NFVO knows nothing of; of the second it does not even say that. */
async function unknownVnfd(driver: Driver): Promise<void> {
  for (const step of ['unknown-vnfd', ...(driver.nfvo === undefined ? [] : ['unknown-vnfd.silent'])]) {
    const vnfdId = unknownId();
    driver.owns(vnfdId);
    if (step.endsWith('silent')) driver.nfvo?.silentAbout(vnfdId);
    await driver.send(
      { method: 'POST', path: '/vnf_instances', json: { ...createBody(driver), vnfdId } },
      { kind: 'legal', task: 'create', step },
    );
  }
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
