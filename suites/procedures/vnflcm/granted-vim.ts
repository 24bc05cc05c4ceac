import type { GrantedVim } from '../../../counterparts/control.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import { isObject } from '../../../src/model/json.ts';
import { taskBody } from '../bodies.ts';
import { failing, type Failure } from '../failing.ts';
import { offeredTasks } from '../offered.ts';
import { sections } from '../sections.ts';
import { begin, ask, complete, follow, read, type OpOcc } from '../steps.ts';
import { handle, handled, told, watched, type Watched } from '../watched.ts';

/** VIM connections that come with the grant and not with the request (SOL003 9.5.2.3): who grants decides where resources go. */
export const grantedVim: Procedure = {
  name: 'vnflcm.granted-vim',
  api: 'vnflcm',
  purpose: 'VIM connections of grants: instantiation, its end, its failure, retry and rollback of that; scaling',
  ics: 'grant.request',
  run: async (driver) => {
    if (driver.nfvo === undefined) driver.blocked('the profile lets the harness play no NFVO');
    const vim = vimOf(driver) ?? driver.blocked('the profile has no VIM connection that a grant could name');
    await sections(driver, [
      () => lifeOn(driver, vim),
      ...(offeredTasks(driver).includes('scale') ? [() => scaledOn(driver, vim)] : []),
      ...(driver.claims('vnflcm.retry') === false ? [] : [() => handledOn(driver, vim, 'retry', 'once')]),
      ...(driver.claims('vnflcm.rollback') === false ? [] : [() => handledOn(driver, vim, 'rollback', 'always')]),
    ]);
  },
};

/** The first connection of the profile: an entry of a list in v1, of a map in v2. */
function vimOf({ profile, major }: Driver): GrantedVim | undefined {
  const [[id, vim] = []] = Object.entries(profile.vim[major === 'v1' ? 'v1' : 'v2'] ?? {});
  if (id === undefined || !isObject(vim)) return undefined;
  return { ...vim, id: typeof vim['id'] === 'string' ? vim['id'] : id };
}

async function placed(driver: Driver, vim: GrantedVim, label: string): Promise<Watched> {
  const at = await watched(driver, label);
  driver.nfvo?.grants(at.instance.id, { kind: 'granted', vim });
  return at;
}

async function instantiate(driver: Driver, at: Watched, whole: unknown): Promise<OpOcc> {
  const body = isObject(whole) ? { ...whole, vimConnectionInfo: undefined } : whole;
  const step = `${at.label}.start`;
  const accepted = await begin(driver, at.instance, 'instantiate', step, body);
  const occ = await follow(driver, at.instance, accepted, step);
  await told(driver, at, occ);
  await driver.sleep(driver.profile.settle);
  return occ;
}

async function lifeOn(driver: Driver, vim: GrantedVim): Promise<void> {
  const label = 'granted-vim';
  const at = await placed(driver, vim, label);
  const occ = await instantiate(driver, at, taskBody(driver, 'instantiate', at.instance.id));
  await read(driver, at.instance.path, `${label}.after`);
  if (occ.state !== 'COMPLETED') return;
  const step = `${label}.terminate`;
  const accepted = await ask(driver, at.instance, 'terminate', { kind: 'legal', task: 'terminate', step });
  if (accepted.response?.status === 202) await follow(driver, at.instance, accepted, step);
}

/** A scaling whose grant names the same VIM by another identifier. */
async function scaledOn(driver: Driver, vim: GrantedVim): Promise<void> {
  const label = 'granted-vim-scale';
  const at = await placed(driver, vim, label);
  const { instance } = at;
  const occ = await instantiate(driver, at, taskBody(driver, 'instantiate', instance.id));
  if (occ.state !== 'COMPLETED') return;
  driver.nfvo?.grants(instance.id, { kind: 'granted', vim: { ...vim, id: 'tst-another' } });
  await complete(driver, instance, 'scale', `${label}.scale`);
  await read(driver, instance.path, `${label}.after`);
}

/** An instantiation that comes to FAILED_TEMP, and what is done about it; the cause is gone by then. */
async function handledOn(driver: Driver, vim: GrantedVim, task: 'retry' | 'rollback', kind: Failure): Promise<void> {
  const label = `granted-vim-${task}`;
  const at = await placed(driver, vim, label);
  const failure = failing(driver, at.instance, kind) ?? driver.blocked('nothing at hand makes an operation fail');
  try {
    const occ = await instantiate(driver, at, failure.body);
    if (occ.state !== 'FAILED_TEMP')
      driver.blocked(`the operation that was to fail came to ${occ.state}`, occ.exchange);
    failure.mend();
    const step = `${label}.${task}`;
    const answer = await handle(driver, occ, task, step);
    if (answer.response?.status === 202) await handled(driver, at, occ, step, answer);
  } finally {
    failure.mend();
  }
}
