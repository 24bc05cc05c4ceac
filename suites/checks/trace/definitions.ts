import { hasAttribute } from '../../../src/model/attribute-path.ts';
import type { TraceCheck } from '../../../src/judge/case.ts';
import { finder } from '../observe.ts';
import { granted, operationOf, type Operation } from './grants.ts';
import { answered, asked, at, entitiesAt, judgement, textAt, without, type Entity } from './reading.ts';

/** ResourceDefinitions of a grant request (SOL003 9.5.3.2), and what an operation made of them. */

const finding = finder({ check: 'grant.definitions', clause: 'SOL003 9.5.3.2', pointer: '' });

/** Lists of a grant request, and as what their resources are then changed. */
const CHANGED_AS = {
  addResources: 'ADDED',
  tempResources: 'TEMPORARY',
  removeResources: 'REMOVED',
  updateResources: 'MODIFIED',
} as const;

type List = keyof typeof CHANGED_AS;
const LISTS = Object.keys(CHANGED_AS) as readonly List[];

function computesIn(body: Entity | undefined, list: List): readonly Entity[] {
  return entitiesAt(body, list).filter((one) => one['type'] === 'COMPUTE');
}

function changedVnfcs({ occ }: Operation, list: List): readonly Entity[] {
  return entitiesAt(occ, 'resourceChanges', 'affectedVnfcs').filter((one) => one['changeType'] === CHANGED_AS[list]);
}

/** VNFCs that an operation changed name the ResourceDefinitions that the grant has a GrantInfo for. */
export function definitionsNamed(label: string): TraceCheck {
  return (trace) => {
    const { operation, grant } = granted(trace, label);
    if (operation === undefined || grant === undefined) return without(`the grant of ${label}`, trace);
    const pairs = LISTS.flatMap((list) => {
      const informed = entitiesAt(answered(grant), list).map((one) => textAt(one, 'resourceDefinitionId'));
      const ids = computesIn(asked(grant), list).flatMap((one) => textAt(one, 'id') ?? []);
      const due = ids.filter((id) => informed.includes(id));
      const changed = changedVnfcs(operation, list);
      // Which of them have a GrantInfo is known where all have.
      return changed.length === due.length ? changed.map((vnfc) => ({ vnfc, due })) : [];
    });
    if (pairs.length === 0) return without(`a GrantInfo for each VNFC that ${label} changed`, trace);
    const wrong = pairs.find(({ vnfc, due }) => !due.includes(textAt(vnfc, 'resourceDefinitionId') ?? ''));
    if (wrong === undefined) return judgement(pairs.length, []);
    const isMissing = wrong.vnfc['resourceDefinitionId'] === undefined;
    return judgement(pairs.length, [
      finding({
        deviation: `op-occ:resourceDefinitionId:${isMissing ? 'missing' : 'differs'}`,
        clause: 'SOL003 5.5.3.13',
        message: 'A VNFC that was changed names its ResourceDefinition if the grant has a GrantInfo for that',
        expected: wrong.due.join(' or '),
        observed: wrong.vnfc['resourceDefinitionId'],
        pointer: '/resourceChanges/affectedVnfcs',
        exchange: [grant, operation.last],
      }),
    ]);
  };
}

/** What is removed is what the grant was asked for. */
export function removedAsAsked(label: string): TraceCheck {
  return (trace) => {
    const { operation, grant } = granted(trace, label);
    if (operation === undefined || grant === undefined) return without(`the grant of ${label}`, trace);
    const planned = computesIn(asked(grant), 'removeResources').map((one) => at(one, 'resource', 'resourceId'));
    const removed = changedVnfcs(operation, 'removeResources').map((one) => at(one, 'computeResource', 'resourceId'));
    const known = [...planned, ...removed].every((id) => typeof id === 'string' && id !== '');
    // How many there are is judged by itself.
    if (!known || planned.length === 0 || planned.length !== removed.length)
      return without(`as many removed VNFCs as ${label} asked the grant for`, trace);
    if (planned.every((id) => removed.includes(id))) return judgement(1, []);
    return judgement(1, [
      finding({
        deviation: 'grant:removeResources:others-removed',
        message: 'The resources that an operation removes are those that it asked the grant for',
        expected: planned.join(', '),
        observed: removed.join(', '),
        pointer: '/removeResources',
        exchange: [grant, operation.last],
      }),
    ]);
  };
}

/** Where the VNFD changes, each ResourceDefinition says of which of the two it is. */
export function definitionsOfVnfd(label: string): TraceCheck {
  return (trace) => {
    const { grant } = granted(trace, label);
    const definitions = LISTS.flatMap((list) => entitiesAt(asked(grant), list));
    if (grant === undefined || definitions.length === 0)
      return without(`ResourceDefinitions in the grant request of ${label}`, trace);
    const bare = definitions.find((one) => one['vnfdId'] === undefined);
    if (bare === undefined) return judgement(definitions.length, []);
    return judgement(definitions.length, [
      finding({
        deviation: 'grant:ResourceDefinition.vnfdId:missing',
        message: 'In CHANGE_VNFPKG each ResourceDefinition has vnfdId',
        expected: 'vnfdId',
        observed: bare,
        exchange: grant,
      }),
    ]);
  };
}

/** Where the VNFD changes, each affected resource says of which of the two it is. */
export function affectedOfVnfd(label: string): TraceCheck {
  return (trace) => {
    const operation = operationOf(trace, label);
    const changes = at(operation?.occ, 'resourceChanges');
    const affected = AFFECTED.flatMap(([list, type]) =>
      hasAttribute(trace.model, type, 'vnfdId') ? entitiesAt(changes, list).map((one) => ({ list, type, one })) : [],
    );
    if (operation === undefined || affected.length === 0) return without(`resources that ${label} changed`, trace);
    return judgement(
      affected.length,
      AFFECTED.flatMap(([list, type]) => {
        const bare = affected.find((each) => each.list === list && each.one['vnfdId'] === undefined);
        if (bare === undefined) return [];
        return [
          finding({
            check: 'op-occ.affected',
            deviation: `op-occ:${type}.vnfdId:missing`,
            clause: 'SOL003 5.5.3.13',
            message: 'In CHANGE_VNFPKG each affected resource has vnfdId',
            expected: 'vnfdId',
            observed: bare.one,
            pointer: `/resourceChanges/${list}`,
            exchange: operation.last,
          }),
        ];
      }),
    );
  };
}

const AFFECTED = [
  ['affectedVnfcs', 'AffectedVnfc'],
  ['affectedVirtualLinks', 'AffectedVirtualLink'],
  ['affectedVirtualStorages', 'AffectedVirtualStorage'],
] as const;
