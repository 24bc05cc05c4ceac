import { resourcePath } from '../../../src/exchange/uri.ts';
import type { Driver } from '../../../src/drive/procedure.ts';
import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { askForSnapshot } from '../offered.ts';
import { bodyOf, read, text, unknownId, type Instance } from '../steps.ts';

const FOREIGN_ETAG = '"nfv-tst-no-such-entity-tag"';

/** A resource that PATCH changes; `part`: first part of the steps. */
interface Subject {
  readonly path: string;
  readonly part: string;
  readonly body: (step: string) => unknown;
  /** Waits until a modification that was accepted with 202 has taken effect. */
  readonly settled: (accepted: Exchange, step: string) => Promise<void>;
}

type Condition = 'If-Match' | 'If-Unmodified-Since';

/** Modifications of a VNF instance on condition that it has not changed. */
export async function instancePreconditions(
  driver: Driver,
  instance: Instance,
  settled: Subject['settled'],
): Promise<void> {
  const body = (vnfInstanceDescription: string): unknown => ({ vnfInstanceDescription });
  await conditional(driver, { path: instance.path, part: '', body, settled });
}

/** The same for a VNF snapshot, from 3.3.1 on. */
export async function snapshotPreconditions(driver: Driver): Promise<void> {
  const made = await askForSnapshot(driver);
  const id = text(bodyOf(made)['id']);
  if (id === undefined) return driver.blocked('no VNF snapshot resource could be created', made);
  await conditional(driver, {
    path: resourcePath('vnf_snapshots', id),
    part: 'snapshot.',
    body: () => ({ vnfSnapshotPkgId: unknownId() }),
    settled: async () => undefined,
  });
}

async function conditional(driver: Driver, subject: Subject): Promise<void> {
  const { part, path } = subject;
  const seen = await read(driver, path, `${part}etag.read`);
  const etag = header(seen.response?.headers ?? [], 'etag');
  await patch(driver, subject, 'etag.foreign', 'If-Match', FOREIGN_ETAG, false);
  if (etag !== undefined) {
    await patch(driver, subject, 'etag.matching', 'If-Match', etag, true);
    // The modification has given the resource another tag; the old one is out of date now.
    await patch(driver, subject, 'etag.outdated', 'If-Match', etag, false);
  }
  const again = await read(driver, path, `${part}etag.again`);
  const now = header(again.response?.headers ?? [], 'etag') ?? etag;
  if (now !== undefined)
    await driver.send(
      { method: 'GET', path, headers: { 'If-None-Match': now } },
      { kind: 'precondition', header: 'If-None-Match', matches: true, step: `${part}etag.none-match` },
    );
  await dated(driver, subject, header(again.response?.headers ?? [], 'last-modified'));
}

const DAY = 86_400_000;

/** By date, where the SUT tells one: the second that it is exact to is nothing to a day. */
async function dated(driver: Driver, subject: Subject, modified: string | undefined): Promise<void> {
  const at = Date.parse(modified ?? '');
  if (modified === undefined || Number.isNaN(at)) return;
  const earlier = new Date(at - DAY).toUTCString();
  await patch(driver, subject, 'unmodified-since.outdated', 'If-Unmodified-Since', earlier, false);
  await patch(driver, subject, 'unmodified-since.matching', 'If-Unmodified-Since', modified, true);
}

async function patch(
  driver: Driver,
  { path, part, body, settled }: Subject,
  name: string,
  condition: Condition,
  value: string,
  matches: boolean,
): Promise<void> {
  const step = `${part}${name}`;
  const asked = await driver.send(
    { method: 'PATCH', path, json: body(step), headers: { [condition]: value } },
    { kind: 'precondition', header: condition, matches, step },
  );
  if (asked.response?.status === 202) await settled(asked, step);
  await read(driver, path, `${step}.after`);
}

/**
 * Deletes a resource on condition that it has not changed, where the SUT gives entity tags: first by a tag that it never gave
 * out, then by the one that it is read with.
 */
export async function conditionalDeletion(driver: Driver, path: string, part: string): Promise<void> {
  const seen = await read(driver, path, `${part}.read`);
  const etag = header(seen.response?.headers ?? [], 'etag');
  if (etag === undefined) return;
  // A weak tag holds never (RFC 9110 8.8.3.2): what has no other is not deleted on a condition that would.
  const isWeak = etag.startsWith('W/');
  for (const [step, value, matches] of [
    [`${part}.foreign`, FOREIGN_ETAG, false],
    [`${part}.matching`, etag, true],
  ] as const) {
    if (matches && isWeak) return;
    const answer = await driver.send(
      { method: 'DELETE', path, headers: { 'If-Match': value } },
      { kind: 'precondition', header: 'If-Match', matches, step },
    );
    await read(driver, path, `${step}.after`);
    if ((answer.response?.status ?? 0) < 300) return;
  }
}
