import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import { callbackWhole } from '../../checks/trace/callback-uri.ts';
import { EXPECTATIONS, statusCheck } from '../../checks/trace/statuses.ts';
import { patched } from '../../checks/trace/modify.ts';
import {
  ASPECTS,
  listsReadable,
  needlessBody,
  opOccReadable,
  roundTrip,
  tolerated,
} from '../../checks/trace/tolerance.ts';

interface Row extends Pick<TestCase, 'since' | 'until'> {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly judge: TraceCheck;
  readonly procedure?: string;
  readonly ics?: string;
}

const LASTING = 'vnflcm.lasting';
/** Where another procedure sends it. */
const SENT_IN: Readonly<Record<string, string>> = {
  'names-filter': LASTING,
  'unnamed-instance': LASTING,
  'every-attribute': 'vnflcm.bodies',
};
const COLLECTIONS = ['vnf_instances', 'vnf_lcm_op_occs', 'subscriptions'] as const;

/** verbosity and the map cpConfig came with 3.3.1, Version with 2.5.1. */
const SINCE: Readonly<Record<string, TestCase['since']>> = {
  'enum-verbosity': '3.3.1',
  'null-entry': '3.3.1',
  'removed-entry': '3.3.1',
  version: '2.6.1',
};

const rows: readonly Row[] = [
  ...ASPECTS.map((aspect): Row => {
    const since = SINCE[aspect.name];
    return {
      id: aspect.name,
      title: `unusual input: ${aspect.title}`,
      clause: aspect.clause,
      judge: tolerated(aspect),
      ...(since === undefined ? {} : { since }),
      ...(SENT_IN[aspect.name] === undefined ? {} : { procedure: SENT_IN[aspect.name] }),
    };
  }),
  {
    id: 'not-a-number',
    title: 'a payload with NaN is no JSON',
    clause: 'RFC 8259 6',
    judge: statusCheck(EXPECTATIONS['malformed-json']),
    procedure: LASTING,
  },
  {
    id: 'needless-body',
    title: 'a payload on tasks that take none',
    clause: 'SOL003 5.4.14',
    judge: needlessBody,
  },
  {
    id: 'callback-whole',
    title: 'the endpoint test goes to the whole callback URI',
    clause: 'SOL003 5.4.20.3.2',
    judge: callbackWhole,
    ics: 'vnflcm.endpoint_test',
  },
  { id: 'round-trip', title: 'unusual input comes back as it was given', clause: 'SOL003 5.5.2', judge: roundTrip },
  ...COLLECTIONS.flatMap((collection): readonly Row[] => [
    {
      id: `lists.${collection}`,
      title: `${collection} can be read after unusual input`,
      clause: 'SOL003 5.4',
      judge: listsReadable(collection),
    },
    {
      id: `lasting.${collection}`,
      title: `${collection} can be read after instances without names and minimal VIM connections`,
      clause: 'SOL003 5.4',
      judge: listsReadable(collection),
      procedure: LASTING,
    },
  ]),
  ...(
    [
      ['add', 'a VIM connection with nothing but what is mandatory is added', {}],
      ['part', 'a part of a VIM connection is changed', { since: '3.3.1' }],
      ['remove', 'a VIM connection is removed by null', { since: '3.3.1' }],
    ] as const
  ).flatMap(([name, title, range]): readonly Row[] => [
    {
      id: `vim.${name}`,
      title: `PATCH: ${title}`,
      clause: 'SOL003 5.5.2.12',
      judge: patched(`vim.${name}`),
      procedure: LASTING,
      ics: 'vnflcm.modify',
      ...range,
    },
  ]),
  {
    id: 'vim.op-occ',
    title: 'the operation occurrence of a minimal VIM connection can be read',
    clause: 'SOL003 5.4.13.3.2',
    judge: opOccReadable('vim.add'),
    procedure: LASTING,
    ics: 'vnflcm.modify',
  },
];

/** Legal input that few clients send. */
export const toleranceCases: readonly TestCase[] = rows.map(({ id, title, procedure, ...rest }) => ({
  ...rest,
  id: `vnflcm.tolerance.${id}`,
  title,
  purpose: `${title}.`,
  api: 'vnflcm',
  suite: 'vnflcm',
  role: 'producer',
  kind: 'trace',
  procedure: procedure ?? 'vnflcm.tolerance',
}));
