import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import { vnfdId } from '../bodies.ts';
import { askForSnapshot } from '../offered.ts';
import { walk } from '../pages.ts';
import { create, type Instance } from '../steps.ts';
import { collectionsOf, type Collection } from './collections.ts';

/** Items of each collection: more than a page, where somebody set pages to ten. What pages are is the SUT's affair. */
const ITEMS = 12;

/** Lists of several pages, walked while nobody else makes or removes anything. */
export const paging: Procedure = {
  name: 'vnflcm.paging',
  api: 'vnflcm',
  purpose: 'walks through the pages of every collection while nothing changes, and a page marker of nobody',
  alone: true,
  run: async (driver) => {
    const instances: Instance[] = [];
    for (let i = 0; i < ITEMS; i++) instances.push(await create(driver, 'made.vnf_instances'));
    if (driver.claims('vnflcm.modify') !== false) await modifications(driver, instances);
    if (driver.claims('vnflcm.subscriptions') !== false) await subscriptions(driver);
    if (collectionsOf(driver).includes('vnf_snapshots')) await snapshots(driver);
    for (const collection of collectionsOf(driver)) await walked(driver, collection);
    // By now operations have ended in every way: this list has to show what each of them needs.
    await walk(driver, '/vnf_lcm_op_occs', 'late.vnf_lcm_op_occs', 'all_fields');
  },
};

/** The cheapest operations there are: one on each instance. */
async function modifications(driver: Driver, instances: readonly Instance[]): Promise<void> {
  for (const { path } of instances)
    await driver.send(
      { method: 'PATCH', path, json: { vnfInstanceDescription: 'on a page' } },
      { kind: 'legal', task: 'modify', step: 'made.vnf_lcm_op_occs' },
    );
  await driver.sleep(driver.profile.settle);
}

async function subscriptions(driver: Driver): Promise<void> {
  const sink = await driver.sink();
  for (let i = 0; i < ITEMS; i++) {
    const filter = { vnfInstanceSubscriptionFilter: { vnfdIds: [`not-${vnfdId(driver)}-${i}`] } };
    await driver.send(
      { method: 'POST', path: '/subscriptions', json: { callbackUri: sink.uri, filter } },
      { kind: 'legal', task: 'subscribe', step: 'made.subscriptions' },
    );
  }
}

/** What lists leave out by default and each item of the procedure's has. */
const SELECTED: Partial<Readonly<Record<Collection, string>>> = { vnf_lcm_op_occs: 'operationParams' };

async function snapshots(driver: Driver): Promise<void> {
  for (let i = 0; i < ITEMS; i++) await askForSnapshot(driver, 'made.vnf_snapshots');
}

async function walked(driver: Driver, collection: Collection): Promise<void> {
  await walk(driver, `/${collection}`, `pages.${collection}`);
  const selected = SELECTED[collection];
  if (selected !== undefined)
    await walk(driver, `/${collection}`, `selected-pages.${collection}`, `fields=${selected}`);
  await driver.send(
    { method: 'GET', path: `/${collection}`, query: 'nextpage_opaque_marker=no-such-marker' },
    { kind: 'page', valid: false, step: collection },
  );
}
