import type { Sink } from '../../../counterparts/control.ts';
import type { Driver } from '../../../src/drive/procedure.ts';
import { createBody, vnfdId } from '../bodies.ts';
import { stragglers } from '../stragglers.ts';
import { make } from '../subscribe.ts';
import { bodyOf, complete, create, read, tellsOfDeletion, text, unknownId, type Instance } from '../steps.ts';

type Filter = Readonly<Record<string, unknown>>;

/** Facts of an instance that a filter may name. */
interface Facts {
  readonly id: string;
  readonly name: string;
  readonly product: Readonly<Record<'vnfProvider' | 'vnfProductName' | 'vnfSoftwareVersion' | 'vnfdVersion', string>>;
}

/**
 * Subscriptions with every criterion, those that match and those that do not, side by side over one cheap life cycle; one without
 * any filter tells what there was to be told.
 */
export async function matching(driver: Driver): Promise<void> {
  const name = `tst-match-${unknownId()}`;
  const first = await create(driver, 'match.first', createBody(driver));
  const seen = bodyOf(await read(driver, first.path, 'match.first.read'));
  const facts: Facts = {
    id: first.id,
    name,
    product: {
      vnfProvider: text(seen['vnfProvider']) ?? '',
      vnfProductName: text(seen['vnfProductName']) ?? '',
      vnfSoftwareVersion: text(seen['vnfSoftwareVersion']) ?? '',
      vnfdVersion: text(seen['vnfdVersion']) ?? '',
    },
  };
  const everything = await driver.sink();
  await make(driver, everything, { kind: 'legal', task: 'subscribe', step: 'match.everything' });
  await unsubscribed(driver);
  for (const [criterion, filter] of filters(driver, facts)) await subscribe(driver, criterion, filter);
  if (driver.major !== 'v1') await verbosities(driver, name);

  const second = await create(driver, 'match.second', { ...createBody(driver), vnfInstanceName: name });
  await read(driver, second.path, 'match.second.read');
  await complete(driver, second, 'instantiate', 'match.instantiate');
  await patiently(driver, second);
  await complete(driver, second, 'terminate', 'match.terminate');
  for (const { path } of [second, first])
    await driver.send({ method: 'DELETE', path }, { kind: 'legal', task: 'delete', step: 'match.delete' });
  await told(driver, everything, first.id);
}

/** With so many to be told, the SUT may need longer than usual until the instance is free: nothing here depends on speed. */
async function patiently(driver: Driver, { path }: Instance): Promise<void> {
  await driver.until(
    async () => (text(bodyOf(await read(driver, path))['instantiationState']) === 'INSTANTIATED' ? true : undefined),
    driver.profile.timeouts.notification,
  );
  await driver.sleep(driver.profile.settle * 5);
}

async function subscribe(driver: Driver, criterion: string, filter: Filter, more: Filter = {}): Promise<void> {
  const sink = await driver.sink();
  const stimulus = { kind: 'subscription-filter', criterion, valid: true, step: 'match.subscribe' } as const;
  await make(driver, sink, stimulus, { filter, ...more });
}

async function unsubscribed(driver: Driver): Promise<void> {
  const sink = await driver.sink();
  const { path } = await make(driver, sink, { kind: 'legal', task: 'subscribe', step: 'match.gone' });
  if (path !== undefined)
    await driver.send({ method: 'DELETE', path }, { kind: 'legal', task: 'unsubscribe', step: 'match.gone.delete' });
}

async function verbosities(driver: Driver, name: string): Promise<void> {
  const filter = { vnfInstanceSubscriptionFilter: { vnfInstanceNames: [name] } };
  for (const verbosity of ['SHORT', 'FULL']) await subscribe(driver, `verbosity.${verbosity}`, filter, { verbosity });
}

/** Criterion, and a filter with it alone. */
function filters(driver: Driver, { id, name, product }: Facts): readonly (readonly [criterion: string, Filter])[] {
  const instances = (inner: Filter): Filter => ({ vnfInstanceSubscriptionFilter: inner });
  const none = unknownId();
  const operations = ['VnfLcmOperationOccurrenceNotification'];
  return [
    ...[
      'VnfLcmOperationOccurrenceNotification',
      'VnfIdentifierCreationNotification',
      'VnfIdentifierDeletionNotification',
    ].map((type) => ['notificationTypes', { notificationTypes: [type] }] as const),
    ...[['INSTANTIATE'], ['TERMINATE'], ['HEAL'], ['INSTANTIATE', 'TERMINATE']].map(
      (operationTypes) => ['operationTypes', { notificationTypes: operations, operationTypes }] as const,
    ),
    ...[['STARTING'], ['COMPLETED'], ['FAILED_TEMP']].map(
      (operationStates) => ['operationStates', { notificationTypes: operations, operationStates }] as const,
    ),
    [
      'operationTypes+operationStates',
      { notificationTypes: operations, operationTypes: ['TERMINATE'], operationStates: ['COMPLETED'] },
    ],
    ...[[vnfdId(driver)], [none], [none, vnfdId(driver)]].map(
      (vnfdIds) => ['vnfdIds', instances({ vnfdIds })] as const,
    ),
    ...[[id], [none]].map((vnfInstanceIds) => ['vnfInstanceIds', instances({ vnfInstanceIds })] as const),
    ...[[name], [none]].map((vnfInstanceNames) => ['vnfInstanceNames', instances({ vnfInstanceNames })] as const),
    ['vnfdIds+vnfInstanceNames', instances({ vnfdIds: [none], vnfInstanceNames: [name] })],
    ...products(product).map(
      (provider) => ['vnfProductsFromProviders', instances({ vnfProductsFromProviders: [provider] })] as const,
    ),
  ];
}

/** Down to each level once right and once wrong. */
function products({
  vnfProvider,
  vnfProductName,
  vnfSoftwareVersion,
  vnfdVersion,
}: Facts['product']): readonly Filter[] {
  if ([vnfProvider, vnfProductName, vnfSoftwareVersion, vnfdVersion].includes('')) return [];
  const wrong = 'tst-none';
  const product = (name: string, ...versions: readonly Filter[]): Filter => ({
    vnfProvider,
    vnfProducts: [{ vnfProductName: name, ...(versions.length === 0 ? {} : { versions }) }],
  });
  return [
    { vnfProvider },
    { vnfProvider: wrong },
    product(vnfProductName),
    product(wrong),
    product(vnfProductName, { vnfSoftwareVersion }),
    product(vnfProductName, { vnfSoftwareVersion: wrong }),
    product(vnfProductName, { vnfSoftwareVersion, vnfdVersions: [vnfdVersion] }),
    product(vnfProductName, { vnfSoftwareVersion, vnfdVersions: [wrong] }),
  ];
}

/** The last that there is to be told, and a moment for all others. */
async function told(driver: Driver, sink: Sink, id: string): Promise<void> {
  await sink.waitFor((exchange) => tellsOfDeletion(exchange, id), driver.profile.timeouts.notification);
  await stragglers(driver, sink);
  await driver.sleep(Math.min(1000, driver.profile.timeouts.notification / 4));
}
