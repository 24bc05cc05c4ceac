import { resourcePath } from '../../../src/exchange/uri.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { isObject } from '../../../src/model/json.ts';
import { createBody, vnfdId } from '../bodies.ts';
import { fresh } from '../recover.ts';
import { bodyOf, listOf, opOccPath, read, text, type Instance } from '../steps.ts';
import { equals } from './filter-terms.ts';
import { lists, unusual } from './tolerance.ts';

/**
 * What the SUT takes and then cannot show any more. Apart from the rest and at the very end, because some products never
 * recover from it: until somebody mends their data, lists are answered with errors.
 */
export const lasting: Procedure = {
  name: 'vnflcm.lasting',
  api: 'vnflcm',
  purpose: 'legal input after which resources and lists have to be readable still',
  alone: true,
  run: async (driver) => {
    await lists(driver, 'before');
    await notANumber(driver);
    await hugeNumber(driver);
    await unnamed(driver);
    await lists(driver, 'after-unnamed');
    if (driver.claims('vnflcm.modify') !== false) await vimConnections(driver);
    await lists(driver, 'after-vim');
  },
};

/** NaN is no JSON; shown again it makes a list that cannot be read. What was made of it does not stay. */
async function notANumber(driver: Driver): Promise<void> {
  const body = { ...createBody(driver), metadata: { tst: 0 } };
  const made = await driver.send(
    {
      method: 'POST',
      path: '/vnf_instances',
      raw: JSON.stringify(body).replace('"tst":0', '"tst":NaN'),
      headers: { 'Content-Type': 'application/json' },
    },
    { kind: 'malformed-json', how: 'NaN', step: 'not-a-number' },
  );
  const path = header(made.response?.headers ?? [], 'location');
  if (made.response?.status === 201 && path !== undefined)
    await driver.send({ method: 'DELETE', path }, { kind: 'cleanup' });
}

/** JSON knows no limits for numbers, and every programming language does; read as infinite and shown again it is no JSON. */
async function hugeNumber(driver: Driver): Promise<void> {
  const metadata = { metadata: { tst: HUGE } };
  const made = await withHugeNumber(driver, '/vnf_instances', 'create', { ...createBody(driver), ...metadata });
  if (made !== undefined) {
    await read(driver, made, 'huge-number.read');
    await driver.send({ method: 'DELETE', path: made }, { kind: 'cleanup' });
  }
  if (driver.claims('vnflcm.subscriptions') === false) return;
  const { uri } = await driver.sink();
  const filter = { vnfInstanceSubscriptionFilter: { vnfdIds: ['tst nobody'] }, nfvTstUnknown: HUGE };
  const subscribed = await withHugeNumber(driver, '/subscriptions', 'subscribe', { callbackUri: uri, filter });
  if (subscribed !== undefined) await driver.send({ method: 'DELETE', path: subscribed }, { kind: 'cleanup' });
}

/** Stands for the number, which no value of this language is. */
const HUGE = 'tst huge number';

/** Where what was made of it is; `undefined` where nothing was made. */
async function withHugeNumber(
  driver: Driver,
  path: string,
  variant: string,
  body: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const raw = JSON.stringify(body).replace(`"${HUGE}"`, '1e400');
  const made = await driver.send(
    { method: 'POST', path, raw, headers: { 'Content-Type': 'application/json' } },
    { ...unusual({ aspect: 'number-range', variant }), step: `huge-number.${variant}` },
  );
  return made.response?.status === 201 ? header(made.response.headers, 'location') : undefined;
}

/** A subscription that asks for names, and an instance that has none. */
async function unnamed(driver: Driver): Promise<void> {
  const sink = await driver.sink();
  const filter = { vnfInstanceSubscriptionFilter: { vnfInstanceNames: [`tst nobody ${driver.run}`] } };
  const made = await driver.send(
    { method: 'POST', path: '/subscriptions', json: { callbackUri: sink.uri, filter } },
    unusual({ aspect: 'names-filter', variant: 'subscribe' }),
  );
  const subscription = text(bodyOf(made)['id']);
  const before = await known(driver);
  const created = await driver.send(
    { method: 'POST', path: '/vnf_instances', json: { vnfdId: vnfdId(driver) } },
    unusual({ aspect: 'unnamed-instance', variant: 'create' }),
  );
  // Answered with an error it may be there all the same.
  const ids = [...(await known(driver))].filter((id) => !before.has(id));
  const mine = text(bodyOf(created)['id']) ?? ids[0];
  if (mine !== undefined) {
    const path = resourcePath('vnf_instances', mine);
    await read(driver, path, 'unnamed.read');
    await read(driver, '/vnf_instances', 'lists.with-unnamed.vnf_instances');
    await driver.send({ method: 'DELETE', path }, unusual({ aspect: 'unnamed-instance', variant: 'delete' }));
    await read(driver, path, 'unnamed.deleted');
  }
  if (subscription !== undefined)
    await driver.send({ method: 'DELETE', path: resourcePath('subscriptions', subscription) }, { kind: 'cleanup' });
}

async function known(driver: Driver): Promise<ReadonlySet<string>> {
  const query = equals(driver, 'vnfdId', vnfdId(driver));
  const listed = await driver.send({ method: 'GET', path: '/vnf_instances', query }, { kind: 'observe' });
  return new Set(listOf(listed).flatMap((one) => text(one['id']) ?? []));
}

/** A VIM connection with nothing but what is mandatory, which no operation uses; then a part of it, then away with it. */
async function vimConnections(driver: Driver): Promise<void> {
  const instance = await fresh(driver, 'INSTANTIATED');
  const shown = bodyOf(await read(driver, instance.path, 'vim.before'))['vimConnectionInfo'];
  const entry = { vimType: 'TST.UNUSED' };
  const added: readonly (readonly [step: string, body: unknown])[] =
    driver.major === 'v1'
      ? [['vim.add', { vimConnectionInfo: [{ id: 'tst-unused', ...entry }] }]]
      : [
          ['vim.add', { vimConnectionInfo: { 'tst-unused': entry } }],
          ['vim.part', { vimConnectionInfo: { 'tst-unused': { extra: { tst: 'x' } } } }],
          ['vim.remove', { vimConnectionInfo: { 'tst-unused': null } }],
        ];
  for (const [step, json] of [...changed(shown), ...added]) {
    const asked = await driver.send(
      { method: 'PATCH', path: instance.path, json },
      { kind: 'legal', task: 'modify', step },
    );
    if (asked.response?.status === 202) await followed(driver, instance, asked, step);
    await read(driver, instance.path, `${step}.after`);
  }
}

/** One more pair in the first connection that the instance shows: an entry of a list in v1, of a map in v2. */
function changed(shown: unknown): readonly (readonly [step: string, body: unknown])[] {
  const [[key, first] = []] = Object.entries(isObject(shown) || Array.isArray(shown) ? shown : {});
  if (key === undefined || !isObject(first)) return [];
  const before = isObject(first['interfaceInfo']) ? first['interfaceInfo'] : {};
  const entry = { vimType: first['vimType'], interfaceInfo: { ...before, tst: 'x' } };
  const vimConnectionInfo = Array.isArray(shown) ? [{ id: first['id'], ...entry }] : { [key]: entry };
  return [['vim.change', { vimConnectionInfo }]];
}

async function followed(driver: Driver, instance: Instance, asked: Exchange, step: string): Promise<void> {
  const path = await opOccPath(driver, instance, asked);
  if (path === undefined) return;
  let errors = 0;
  await driver.until(
    async () => {
      const seen = await read(driver, path, `${step}.op_occ`);
      errors += (seen.response?.status ?? 500) >= 400 ? 1 : 0;
      const state = text(bodyOf(seen)['operationState']);
      return errors > 3 || (state !== undefined && state !== 'PROCESSING' && state !== 'STARTING') ? true : undefined;
    },
    driver.profile.timeouts.operation,
    150,
  );
  await driver.sleep(driver.profile.settle);
}
