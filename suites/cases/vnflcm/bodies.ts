import { loadModel } from '../../../src/model/load.ts';
import { generate, mutationOps } from '../../../src/model/mutate.ts';
import type { Method, Release, Resource } from '../../../src/model/release-model.ts';
import type { BodyMutation } from '../../../src/exchange/stimulus.ts';
import type { TestCase } from '../../../src/judge/case.ts';
import { invalidBodies } from '../../checks/trace/bodies.ts';
import { idOf, itemOf, scoped } from '../scope.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { onOperation } from './surface.ts';

type Op = BodyMutation['op'];

interface Kind {
  readonly name: string;
  readonly title: string;
  readonly ops: readonly Op[];
  /** What need not be refused, and is a warning. */
  readonly lenient?: string;
}

const KINDS: readonly Kind[] = [
  { name: 'missing', title: 'without mandatory attributes', ops: ['drop-required'] },
  { name: 'type', title: 'with values of a wrong type', ops: ['wrong-type'] },
  { name: 'as-text', title: 'with numbers and booleans written as texts', ops: ['as-text'] },
  { name: 'enum', title: 'with values that an enumeration does not have', ops: ['foreign-enum'] },
  {
    name: 'cardinality',
    title: 'with too few or too many items',
    ops: ['too-few', 'too-many'],
    lenient: 'accepting a list with too few items is a warning',
  },
  { name: 'format', title: 'with values of a wrong format', ops: ['wrong-format'] },
  {
    name: 'null',
    title: 'with null where it is not allowed',
    ops: ['null'],
    lenient: 'accepting null for an optional attribute is a warning',
  },
  { name: 'object', title: 'with a payload that is no object', ops: ['not-an-object'] },
  { name: 'limit', title: 'with numbers that are not allowed', ops: ['limit'] },
];

/** Requests that the procedure sends broken bodies to. */
const DRIVEN = /^(vnf_instances|subscriptions|vnf_snapshots(\/\{\w+\})?|vnf_instances\/\{\w+\}(\/\w+)?|.*\/cancel)$/;

/** What the procedure can break beside generated bodies: a limit that is only prose, and numbers in its own legal body. */
const BESIDE_GENERATED: Readonly<Record<string, readonly Op[]>> = {
  ScaleVnfRequest: ['limit'],
  ChangeExtVnfConnectivityRequest: ['as-text'],
};

/** Whether the request type that the operation has in the release can be broken in this way. */
function breakable(resource: Resource, method: Method, release: Release, kind: Kind): boolean {
  const type = resource.operations.get(method)?.request?.type;
  if (type === undefined || !DRIVEN.test(resource.name)) return false;
  return opsOf(release, type).some((op) => kind.ops.includes(op));
}

const known = new Map<string, readonly Op[]>();

/** Ways in which a request type of a release can be broken, as far as the procedure takes them. */
function opsOf(release: Release, type: string): readonly Op[] {
  const key = `${release} ${type}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const model = loadModel().release(release);
  const isPatch = type.endsWith('ModificationRequest');
  const found = model.types.has(type)
    ? [...mutationOps(model, type, generate(model, type, { full: true }))].filter(
        (op) => !isPatch || (op !== 'null' && op !== 'drop-required'),
      )
    : [];
  const ops = [...found, ...(BESIDE_GENERATED[type] ?? [])];
  known.set(key, ops);
  return ops;
}

/** One case for each operation and each way to break its body. */
export const bodyCases: readonly TestCase[] = traceCases(
  'vnflcm.bodies',
  'vnflcm',
  KINDS.flatMap((kind) =>
    scoped('vnflcm', (resource, method, release) => breakable(resource, method, release, kind)).map(
      ({ resource, method, ...range }): Row => ({
        id: idOf({ resource, method }, `body.${kind.name}`),
        title: `${method} ${resource.path} ${kind.title} is refused`,
        purpose: `${method} ${resource.path} is sent with bodies that are one step away from a legal one, ${kind.title}: each that the release forbids is refused with 400 or 422${kind.lenient === undefined ? '' : `; ${kind.lenient}`}.`,
        clause: 'SOL013 6.4',
        ics: itemOf({ resource, method }),
        ...range,
        judge: invalidBodies(kind.ops, onOperation({ resource, method })),
      }),
    ),
  ),
);
