import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import { hasAttribute } from '../../../src/model/attribute-path.ts';
import { isObject } from '../../../src/model/json.ts';
import { createBody, taskBody } from '../bodies.ts';
import { fresh } from '../recover.ts';
import { sections } from '../sections.ts';
import { create, read } from '../steps.ts';
import { patch } from './modify.ts';

/** What a modification may write into a VNF instance, and what it may not. */
export const modifiable: Procedure = {
  name: 'vnflcm.modifiable',
  api: 'vnflcm',
  purpose:
    'modifications: names that no VNFD declares, keys and values of metadata, another VNFD, VIM connections, no payload',
  ics: 'vnflcm.modify',
  run: (driver) =>
    sections(driver, [() => pairs(driver), () => undeclared(driver), () => otherVnfd(driver), () => vim(driver)]),
};

/** Each on top of those before. */
const PAIRS: readonly (readonly [name: string, body: Readonly<Record<string, unknown>>])[] = [
  ['values', { metadata: { number: 42, fraction: 1.5, flag: true, off: false, digits: '007', word: 'true' } }],
  ['keys', { metadata: { tst_key: 'with an underscore', Tst_Key: 'in capitals' } }],
  ['description', { vnfInstanceDescription: 'tst description' }],
  ['description-empty', { vnfInstanceDescription: '' }],
];

async function pairs(driver: Driver): Promise<void> {
  const instance = await fresh(driver, 'NOT_INSTANTIATED', 'create.pairs');
  await read(driver, instance.path, 'pairs.before');
  for (const [name, body] of PAIRS) await patch(driver, instance, body, `pairs.${name}`);
  await driver.send(
    { method: 'PATCH', path: instance.path, headers: { 'Content-Type': 'application/merge-patch+json' } },
    { kind: 'malformed-json', how: 'no payload', step: 'no-payload' },
  );
}

/** A name that is made up on the spot, so that no VNFD declares it. */
async function undeclared(driver: Driver): Promise<void> {
  const instance = await fresh(driver, 'NOT_INSTANTIATED', 'create.undeclared');
  await read(driver, instance.path, 'undeclared.before');
  const name = `nfvTst${crypto.randomUUID().slice(0, 8)}`;
  for (const attribute of ['extensions', 'vnfConfigurableProperties'])
    await patch(driver, instance, { [attribute]: { [name]: 'x' } }, `undeclared.${attribute}`);
}

/** The instance becomes one of another VNFD; beside it, one that was of that VNFD from the start. */
async function otherVnfd(driver: Driver): Promise<void> {
  const { otherVnfdId } = driver.profile.vnf;
  const isThere = hasAttribute(driver.model, 'VnfInfoModificationRequest', 'vnfdId');
  if (otherVnfdId === undefined || !isThere) return;
  const instance = await fresh(driver, 'NOT_INSTANTIATED', 'create.vnfd');
  await read(driver, instance.path, 'vnfd.before');
  await patch(driver, instance, { vnfdId: otherVnfdId }, 'vnfd.other');
  const beside = await create(driver, 'create.beside', { ...createBody(driver), vnfdId: otherVnfdId });
  await read(driver, beside.path, 'vnfd.beside');
}

/** A VIM connection for the operations to come: in a list in v1, in a map in v2. */
async function vim(driver: Driver): Promise<void> {
  const { vimConnectionInfo: known } = taskBody(driver, 'instantiate');
  const unused = { vimType: 'TST.UNUSED' };
  const none = driver.major === 'v1' ? [{ id: 'tst-vim', ...unused }] : { 'tst-vim': unused };
  const vimConnectionInfo = isObject(known) || Array.isArray(known) ? known : none;
  const instance = await fresh(driver, 'NOT_INSTANTIATED', 'create.vim');
  await read(driver, instance.path, 'not-instantiated.vim.before');
  await patch(driver, instance, { vimConnectionInfo }, 'not-instantiated.vim');
}
