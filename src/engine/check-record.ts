import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { answerForm } from '../../suites/checks/exchange/answers.ts';
import { callForm } from '../../suites/checks/exchange/calls.ts';
import { UserError } from '../errors.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { fromHar } from '../exchange/har.ts';
import { matchExchange, type Roots } from '../exchange/match.ts';
import { readRecord } from '../exchange/read-record.ts';
import type { Observation } from '../judge/case.ts';
import { clauseIn } from '../judge/clauses.ts';
import { Findings } from '../judge/merge.ts';
import type { Finding } from '../judge/verdict.ts';
import type { AnyApi, AnyModel } from '../model/release-model.ts';

/** What the generic checks say of the exchanges of one API. */
export interface CheckedApi {
  readonly api: string;
  readonly release: string;
  readonly version: string;
  /** Number of exchanges that match a resource of the API. */
  readonly judged: number;
  readonly findings: readonly Finding[];
}

export interface CheckedRecord {
  readonly apis: readonly CheckedApi[];
  readonly exchanges: number;
  /** Number of exchanges that match no resource of these APIs; they are not judged. */
  readonly foreign: number;
  /** Why the record is incomplete. */
  readonly cut?: string;
}

/**
 * Judges recorded exchanges against imported models with the generic checks: status, headers, media type and payload of
 * responses, errors, and the form of the requests that the SUT sends.
 * @param record directory of a run, its exchanges.ndjson, or an HTTP archive (HAR)
 * @throws UserError (E_RECORD) if the record cannot be read
 */
export async function checkRecord(record: string, models: readonly AnyModel[]): Promise<CheckedRecord> {
  const open: readonly Open[] = models.flatMap((model) =>
    [...model.apis.values()].map((api) => ({ model, api, findings: new Findings(), judged: 0 })),
  );
  let [exchanges, foreign] = [0, 0];
  const reading = exchangesOf(record);
  for (;;) {
    const next = await reading.next();
    if (next.done === true) {
      const apis = open.map(({ api, findings, judged }) => {
        return { api: api.name, release: api.release, version: api.version, judged, findings: findings.list() };
      });
      return { apis, exchanges, foreign, ...(next.value === undefined ? {} : { cut: next.value }) };
    }
    exchanges += 1;
    const seen = open.filter((one) => tell(next.value, one));
    if (seen.length === 0) foreign += 1;
  }
}

interface Open {
  readonly model: AnyModel;
  readonly api: AnyApi;
  readonly findings: Findings;
  judged: number;
}

/** Judges the exchange if it belongs to the API; returns whether it does. */
function tell(exchange: Exchange, open: Open): boolean {
  const observations = judge(exchange, open.model, open.api);
  if (observations === undefined) return false;
  open.judged += 1;
  for (const one of observations) open.findings.add({ ...one, clause: clauseIn(open.model, one.clause) });
  return true;
}

/** Undefined if the API has no such resource. */
function judge(exchange: Exchange, model: AnyModel, api: AnyApi): readonly Observation[] | undefined {
  const isCall = api.name.endsWith('-notification');
  if (isCall ? exchange.api !== api.name : exchange.direction === 'inbound' && exchange.api !== api.name)
    return undefined;
  const roots = isCall ? {} : rootIn(exchange.request.url, api);
  const match = matchExchange({ api: api.name, request: exchange.request }, model, roots);
  if (match === undefined) return undefined;
  const context = { model, api, target: { roots, claims: () => undefined }, match };
  return exchange.direction === 'outbound' ? answerForm(exchange, context) : callForm(exchange, context);
}

/** Everything before {apiName} in the URL is {apiRoot}. */
function rootIn(url: string, { name, major }: AnyApi): Roots {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const at = path.indexOf(`/${name}/`);
  return at === -1 ? {} : { [`${name}/${major}`]: `${path.slice(0, at)}/${name}/${major}` };
}

async function* exchangesOf(record: string): AsyncGenerator<Exchange, string | undefined> {
  const file = existsSync(record) && statSync(record).isDirectory() ? join(record, 'exchanges.ndjson') : record;
  if (!existsSync(file)) throw new UserError(`${file} does not exist`, FORMS);
  if (file.endsWith('.ndjson')) {
    const lines = readRecord(file);
    for (;;) {
      const next = await lines.next();
      if (next.done === true) return next.value.complete ? undefined : next.value.reason;
      if (next.value.type === 'exchange') yield next.value;
    }
  }
  const archive = fromHar(readFileSync(file, 'utf8'));
  if (archive === undefined) throw new UserError(`${file} is neither a record nor an HTTP archive`, FORMS);
  yield* archive;
  return undefined;
}

const FORMS = {
  code: 'E_RECORD',
  wayOut: 'Give the directory of a run, its exchanges.ndjson, or an HTTP archive (HAR 1.2).',
} as const;
