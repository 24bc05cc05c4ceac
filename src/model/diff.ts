import type { ApiModel, Attribute, DataType, Operation, ReleaseModel, TypeRef } from './release-model.ts';

/** One thing that is different in release `b`. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly what:
    'api' | 'operation' | 'request' | 'status' | 'payload' | 'header' | 'query' | 'type' | 'attribute' | 'value';
  /** `vnflcm POST vnf_instances 422`, `VnfInstance.vnfPkgId`. */
  readonly where: string;
  readonly from?: string;
  readonly to?: string;
}

/** What changed from release `a` to release `b`; equal releases give nothing. */
export function diffReleases(a: ReleaseModel, b: ReleaseModel): Change[] {
  return [
    ...keyed(a.apis, b.apis, 'api', (name) => name, diffApi),
    ...keyed(a.types, b.types, 'type', (name) => name, diffType),
  ];
}

function diffApi(a: ApiModel, b: ApiModel): Change[] {
  const table = (api: ApiModel): ReadonlyMap<string, Operation> =>
    new Map(
      api.resources.flatMap((r) =>
        [...r.operations].map(([method, o]) => [`${api.name} ${method} ${r.name}`, o] as const),
      ),
    );
  return [
    ...changed('api', `${a.name} version`, a.version, b.version),
    ...keyed(table(a), table(b), 'operation', (name) => name, diffOperation),
  ];
}

/** The changes for reading: the same status or header in many places of an API is reported once. */
export function summarised(changes: readonly Change[]): Change[] {
  const common = new Map<string, Change[]>();
  for (const change of changes) {
    const key = generalName(change);
    if (key !== undefined) common.set(key, [...(common.get(key) ?? []), change]);
  }
  const told = new Set<string>();
  return changes.flatMap((change): Change[] => {
    const key = generalName(change);
    const alike = key === undefined ? [] : (common.get(key) ?? []);
    if (key === undefined || alike.length < MANY) return [change];
    if (told.has(key)) return [];
    told.add(key);
    const [api = '', name = ''] = [change.where.split(' ')[0], change.where.split(' ').at(-1)];
    return [{ kind: change.kind, what: change.what, where: `${api} ${name} (${alike.length} places)` }];
  });
}

/** From this many places on, changes of the same kind are reported as one. */
const MANY = 5;

function generalName(change: Change): string | undefined {
  if (change.what !== 'status' && change.what !== 'header') return undefined;
  const words = change.where.split(' ');
  return `${change.kind} ${change.what} ${words[0] ?? ''} ${words.at(-1) ?? ''}`;
}

function diffOperation(a: Operation, b: Operation, where: string): Change[] {
  const bodyWord = (o: Operation): string => (o.request ? `${o.request.type} as ${o.request.mediaType}` : 'none');
  return [
    ...changed('request', where, bodyWord(a), bodyWord(b)),
    ...names(a.query, b.query, 'query', where),
    ...keyed(
      a.responses,
      b.responses,
      'status',
      (status) => `${where} ${status}`,
      (x, y, place) => [
        ...changed(
          'payload',
          place,
          `${x.list === true ? 'list of ' : ''}${x.type ?? x.mediaType ?? 'none'}`,
          `${y.list === true ? 'list of ' : ''}${y.type ?? y.mediaType ?? 'none'}`,
        ),
        ...names(x.headers, y.headers, 'header', place),
      ],
    ),
  ];
}

function diffType(a: DataType, b: DataType): Change[] {
  const where = a.name;
  if (a.kind === 'object' && b.kind === 'object') return diffAttributes(a.attributes, b.attributes, where);
  if (a.kind === 'enum' && b.kind === 'enum') return names(a.values, b.values, 'value', where);
  if (a.kind === 'union' && b.kind === 'union') return names(a.members, b.members, 'value', where);
  if (a.kind === 'simple' && b.kind === 'simple')
    return changed('type', where, JSON.stringify(a.schema), JSON.stringify(b.schema));
  return changed('type', where, a.kind, b.kind);
}

function diffAttributes(a: readonly Attribute[], b: readonly Attribute[], where: string): Change[] {
  const table = (list: readonly Attribute[]): ReadonlyMap<string, Attribute> => new Map(list.map((x) => [x.name, x]));
  return keyed(table(a), table(b), 'attribute', (name) => `${where}.${name}`, diffAttribute);
}

function diffAttribute(a: Attribute, b: Attribute, where: string): Change[] {
  const nested =
    a.type.kind === 'object' && b.type.kind === 'object'
      ? diffAttributes(a.type.attributes, b.type.attributes, where)
      : a.type.kind === 'enum' && b.type.kind === 'enum'
        ? names(a.type.values, b.type.values, 'value', where)
        : [];
  return [...changed('attribute', where, attributeWord(a), attributeWord(b)), ...nested];
}

/** An attribute in the notation of the rows. */
export function attributeWord(a: Attribute): string {
  const inner = refWord(a.type);
  const size = a.nonEmpty === true ? '1..N?' : a.min === a.max ? String(a.min) : `${a.min}..${a.max}`;
  const flags = [
    a.nullable ? 'nullable' : '',
    a.nullableEntries === true ? 'null-entries' : '',
    a.presentIf ? `present-if=${a.presentIf.attribute}:${a.presentIf.values.join('|')}` : '',
    a.group ? `${a.group.kind === 'most' ? 'most-one' : a.group.kind}-of=${a.group.name}` : '',
    a.only === undefined ? '' : `${a.only}-only`,
  ].filter((f) => f !== '');
  return [a.collection === 'map' ? `map(${inner})` : inner, size, ...flags].join(' ');
}

function refWord(type: TypeRef): string {
  return type.kind === 'named' ? type.name : type.kind;
}

function keyed<K extends string | number, V>(
  a: ReadonlyMap<K, V>,
  b: ReadonlyMap<K, V>,
  what: Change['what'],
  place: (key: K) => string,
  compare: (x: V, y: V, where: string) => Change[],
): Change[] {
  const keys = [...new Set([...a.keys(), ...b.keys()])];
  return keys.flatMap((key): Change[] => {
    const [x, y] = [a.get(key), b.get(key)];
    if (x === undefined) return [{ kind: 'added', what, where: place(key) }];
    if (y === undefined) return [{ kind: 'removed', what, where: place(key) }];
    return compare(x, y, place(key));
  });
}

function names(a: readonly string[], b: readonly string[], what: Change['what'], where: string): Change[] {
  return [
    ...b.filter((n) => !a.includes(n)).map((n): Change => ({ kind: 'added', what, where: `${where} ${n}` })),
    ...a.filter((n) => !b.includes(n)).map((n): Change => ({ kind: 'removed', what, where: `${where} ${n}` })),
  ];
}

function changed(what: Change['what'], where: string, from: string, to: string): Change[] {
  return from === to ? [] : [{ kind: 'changed', what, where, from, to }];
}
