import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exchange, StoreLine } from '../../src/exchange/exchange.ts';
import type { Stimulus } from '../../src/exchange/stimulus.ts';
import type { Outage, RunInfo } from '../../src/judge/run-info.ts';
import type { Finding, Role, Verdict, VerdictKind } from '../../src/judge/verdict.ts';
import { RELEASES, type Release } from '../../src/model/release-model.ts';

/** Makes run directories for tests of the reports: nothing of it reaches the product. */
export interface SampleOptions {
  readonly name?: string;
  readonly claims?: readonly Release[];
  readonly releases?: readonly Release[];
  /** Cases for each API. */
  readonly cases?: number;
  /** Every n-th case fails; 0: none. */
  readonly failEvery?: number;
  /** Every n-th case is inconclusive; 0: none. */
  readonly openEvery?: number;
  /** Put into every string that a SUT could send. */
  readonly hostile?: string;
  readonly complete?: boolean;
  /** Why it is not complete. */
  readonly incomplete?: string;
  readonly outages?: readonly Outage[];
  readonly selection?: NonNullable<RunInfo['selection']>;
}

export interface Sample {
  readonly info: RunInfo;
  readonly verdicts: readonly Verdict[];
  readonly lines: readonly StoreLine[];
}

const COLUMNS: readonly (readonly [api: string, role: Role, since: Release | undefined])[] = [
  ['vnflcm', 'producer', undefined],
  ['vnflcm-notification', 'consumer', undefined],
  ['grant', 'consumer', undefined],
  ['vnfpkgm', 'consumer', '2.6.1'],
];
const RESOURCES = ['vnf_instances', 'vnf_lcm_op_occs', 'subscriptions', 'api_versions'];
const TOPICS = ['success', 'unknown_id', 'method_not_allowed', 'not_acceptable', 'body_schema', 'filter', 'paging'];
const CAUSES: readonly (readonly [id: string, clause: string, message: string, expected: string])[] = [
  [
    'schema:VnfLcmOpOcc.startTime:format',
    'SOL003 5.5.2.13.2',
    'startTime lacks the offset that a DateTime has',
    'a date-time with offset (RFC 3339)',
  ],
  [
    '405-without-allow',
    'SOL013 6.4',
    'A 405 answer does not say which methods the resource has',
    'header Allow in a 405 response',
  ],
  [
    'problem-details-status',
    'SOL013 6.3',
    'The status in ProblemDetails differs from that of the response line',
    'status 406',
  ],
  [
    'location-relative',
    'SOL003 5.4.2.3.1',
    'Location of a created resource is not an absolute URI',
    'an absolute http(s) URI',
  ],
  ['list-content-type', 'SOL013 5.5.1', 'Content-Type is missing in a response that has a payload', 'application/json'],
];

export function sampleRun(options: SampleOptions = {}): Sample {
  const releases = options.releases ?? RELEASES;
  const exchanges: Exchange[] = [];
  const verdicts: Verdict[] = [];
  let n = 0;
  for (const release of releases) {
    for (const [api, role, since] of COLUMNS) {
      for (let i = 0; i < (options.cases ?? 40); i += 1) {
        n += 1;
        verdicts.push(sampleVerdict({ release, api, role, since, index: i, n, options, exchanges }));
      }
    }
  }
  return { info: sampleInfo(options, exchanges.length), verdicts, lines: record(exchanges) };
}

export async function writeSample(dir: string, sample: Sample): Promise<string> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'run.json'), JSON.stringify(sample.info));
  await writeFile(join(dir, 'verdicts.ndjson'), ndjson(sample.verdicts));
  await writeFile(join(dir, 'exchanges.ndjson'), ndjson(sample.lines));
  return dir;
}

function ndjson(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

interface Place {
  readonly release: Release;
  readonly api: string;
  readonly role: Role;
  readonly since: Release | undefined;
  readonly index: number;
  readonly n: number;
  readonly options: SampleOptions;
  readonly exchanges: Exchange[];
}

function sampleVerdict(place: Place): Verdict {
  const { release, api, role, since, index, options } = place;
  const kind = kindOf(place);
  const [finding, warning] =
    kind === 'fail' ? [sampleFinding(place, 'shall')] : kind === 'pass' && index % 9 === 4 ? [undefined, 1] : [];
  const reason = {
    inconclusive: `could not be provoked: instantiate did not reach COMPLETED (exchange x1)${options.hostile ?? ''}`,
    'not-applicable': `release ${release} has no such rule`,
    'not-supported': `the ICS does not claim ${api}.scale_to_level`,
    error: 'the notification sink could not open a port',
    pass: undefined,
    fail: undefined,
  }[kind];
  const resource = RESOURCES[index % RESOURCES.length] ?? '';
  return {
    case: `${api}.${resource}.${TOPICS[index % TOPICS.length] ?? ''}_${index}`,
    release,
    api,
    major: since !== undefined && release < since ? '' : release < '3' ? 'v1' : 'v2',
    role,
    verdict: kind,
    ...(reason === undefined ? {} : { reason }),
    tst010: index % 3 === 0 ? [`2.6.1:7.3.1.${index}.1`] : [],
    findings: finding !== undefined ? [finding] : warning !== undefined ? [sampleFinding(place, 'should')] : [],
    judged: kind === 'pass' || kind === 'fail' ? 1 + (index % 7) : 0,
  };
}

function kindOf({ release, since, index, options }: Place): VerdictKind {
  const { failEvery = 6, openEvery = 11 } = options;
  if (since !== undefined && release < since) return 'not-applicable';
  if (index % 17 === 16) return 'not-supported';
  if (openEvery > 0 && index % openEvery === openEvery - 1) return 'inconclusive';
  if (failEvery > 0 && index % failEvery === failEvery - 1) return 'fail';
  return 'pass';
}

function sampleFinding(place: Place, keyword: 'shall' | 'should'): Finding {
  const { options, index } = place;
  const cause = CAUSES[index % CAUSES.length] ?? ['none', 'SOL013 1', 'none', 'none'];
  const first = sampleExchange(place);
  const second = sampleExchange(place);
  const hostile = options.hostile ?? '';
  return {
    check: cause[0].split(':')[0] ?? 'check',
    deviation: keyword === 'shall' ? cause[0] : `${cause[0]}:advice`,
    clause: cause[1],
    keyword,
    message: `${cause[2]}${hostile}`,
    expected: cause[3],
    observed: `"2024-05-01T10:00:00"${hostile}`,
    pointer: '/0/startTime',
    exchanges: [first.id, second.id],
    places: 2 + (index % 5),
  };
}

function sampleExchange({ api, release, role, index, options, exchanges }: Place): Exchange {
  const id = `x${exchanges.length + 1}`;
  const hostile = options.hostile ?? '';
  const major = release < '3' ? 'v1' : 'v2';
  const stimulus: Stimulus = { kind: 'unacceptable', accept: 'text/plain', step: `read ${index}` };
  const payload = JSON.stringify({
    id: 'b0a7d3c4-5f1e-4f62-9d1d-1f6a3a1c2e55',
    operationState: 'COMPLETED',
    startTime: '2024-05-01T10:00:00',
    big: 12345678901234567890n.toString(),
    _links: { self: { href: '/vnflcm/v1/vnf_lcm_op_occs/b0a7d3c4' } },
    note: `free text ${hostile}`,
  });
  const exchange: Exchange = {
    type: 'exchange',
    id,
    at: new Date(Date.UTC(2025, 10, 23, 3, 0, exchanges.length % 3600)).toISOString(),
    ms: 3 + (index % 40),
    direction: role === 'producer' ? 'outbound' : 'inbound',
    api,
    major,
    ...(role === 'producer' ? { dialect: release } : {}),
    run: `${api}.reads/${major}`,
    stimulus: role === 'producer' ? stimulus : { kind: 'inbound', answer: 'created' },
    request: {
      method: 'POST',
      url: `http://127.0.0.1:9890/${api}/${major}/vnf_instances?filter=(eq,id,1)`,
      headers: [
        ['Accept', 'text/plain'],
        ['Content-Type', 'application/json'],
        ['Authorization', 'Bearer [redacted]'],
        ['Version', '1.3.0'],
      ],
      body: { encoding: 'utf8', data: payload, bytes: payload.length },
    },
    response: {
      status: 406,
      headers: [
        ['Content-Type', 'application/problem+json'],
        ['X-Odd', `value${hostile}`],
      ],
      body: { encoding: 'utf8', data: payload, bytes: payload.length },
    },
  };
  exchanges.push(exchange);
  return exchange;
}

function record(exchanges: readonly Exchange[]): readonly StoreLine[] {
  const at = '2025-11-23T03:00:00.000Z';
  const run = 'vnflcm.reads/v1';
  return [
    { type: 'header', format: 1, run: 'r1', at },
    {
      type: 'begin',
      run,
      procedure: 'vnflcm.reads',
      api: 'vnflcm',
      major: 'v1',
      dialect: '2.6.1',
      releases: ['2.4.1', '2.6.1'],
      at,
    },
    ...exchanges,
    { type: 'end', run, at, outcome: { kind: 'done' } },
    { type: 'footer', exchanges: exchanges.length, runs: 1, at },
  ];
}

function sampleInfo(options: SampleOptions, exchanges: number): RunInfo {
  const complete = options.complete ?? true;
  return {
    format: 1,
    id: 'r1',
    startedAt: '2025-11-23T03:00:00.000Z',
    ...(complete ? { endedAt: '2025-11-23T03:01:35.000Z', duration: 95_000 } : {}),
    harness: { version: '0.1.0', commit: 'cd746c1' },
    target: {
      name: options.name ?? `Sample VNFM${options.hostile ?? ''}`,
      claims: options.claims ?? ['2.6.1', '3.3.1'],
      roots: { 'vnflcm/v1': 'http://127.0.0.1:9890/vnflcm/v1', 'vnflcm/v2': 'http://127.0.0.1:9890/vnflcm/v2' },
    },
    ics: { 'vnflcm.*': true, 'vnflcm.scale_to_level': false },
    ...(options.selection === undefined ? {} : { selection: options.selection }),
    complete,
    ...(options.incomplete === undefined ? {} : { incomplete: options.incomplete }),
    ...(options.outages === undefined ? {} : { outages: options.outages }),
    exchanges,
    procedures: [
      {
        run: 'vnflcm.reads/v1',
        procedure: 'vnflcm.reads',
        major: 'v1',
        dialect: '2.6.1',
        outcome: { kind: 'done' },
        ms: 4_200,
      },
      {
        run: 'vnflcm.lifecycle/v2',
        procedure: 'vnflcm.lifecycle',
        major: 'v2',
        dialect: '3.3.1',
        outcome: { kind: 'blocked', reason: 'instantiate did not reach COMPLETED', because: 'x1' },
        ms: 9_000,
      },
    ],
    environment: { node: process.version, platform: process.platform },
  };
}
