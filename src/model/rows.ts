import { ModelError } from './errors.ts';
import { didYouMean } from './nearest.ts';
import type { AttributeRow, NameRow, ResponseSource, Span } from './source.ts';

/** A line of a block, comments and empty lines left out. */
export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Cuts a block into cells; `#` starts a comment where a blank or nothing stands before it. */
export function linesOf(block: string, firstLine: number): Line[] {
  return block
    .split('\n')
    .map((text, i) => ({ line: firstLine + i, text: text.replace(/(^|\s)#.*$/, '').trim() }))
    .filter((l) => l.text !== '')
    .map((l) => ({ line: l.line, cells: l.text.split(/\s+/) }));
}

const VERSION = /^\d+\.\d+\.\d+$/;

export interface Options {
  readonly span: Span;
  readonly flags: ReadonlyMap<string, string>;
}

/** Reads `since=2.6.1 nullable ...`; `known` names the options besides since and until. */
export function options(cells: readonly string[], known: readonly string[], line: number, file: string): Options {
  const flags = new Map<string, string>();
  for (const cell of cells) {
    const at = cell.indexOf('=');
    const name = at < 0 ? cell : cell.slice(0, at);
    const all = ['since', 'until', ...known];
    if (!all.includes(name)) throw new ModelError(`unknown option '${cell}'${didYouMean(name, all)}`, file, line);
    if (flags.has(name)) throw new ModelError(`option '${name}' twice`, file, line);
    flags.set(name, at < 0 ? '' : cell.slice(at + 1));
  }
  return { span: span(line, file, flags.get('since'), flags.get('until')), flags };
}

export function span(line: number, file: string, since: string | undefined, until: string | undefined): Span {
  for (const v of [since, until])
    if (v !== undefined && !VERSION.test(v)) throw new ModelError(`'${v}' is not a version such as 2.6.1`, file, line);
  return { line, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}

/** Rows of an enum or a union: a name and since/until. */
export function nameRows(block: string, firstLine: number, file: string): NameRow[] {
  return linesOf(block, firstLine).map(({ line, cells: [name = '', ...rest] }) => ({
    name,
    ...options(rest, [], line, file).span,
  }));
}

const ATTRIBUTE_OPTIONS = [
  'nullable',
  'null-entries',
  'present-if',
  'any-of',
  'one-of',
  'most-one-of',
  'request-only',
  'response-only',
] as const;

/** Attribute rows, nested by their leading `>`. */
export function attributeRows(block: string, firstLine: number, file: string): AttributeRow[] {
  const roots: AttributeRow[] = [];
  const open: { row: AttributeRow; children: AttributeRow[] }[] = [];
  for (const { line, cells } of linesOf(block, firstLine)) {
    const depth = depthOf(cells);
    const children: AttributeRow[] = [];
    const row = attributeRow(depth.cells, line, file, children);
    if (depth.level > open.length) throw new ModelError(`'${row.name}' is nested below nothing`, file, line);
    open.length = depth.level;
    const parent = open.at(-1);
    if (parent && parent.row.type.kind !== 'object')
      throw new ModelError(`'${row.name}' is nested below '${parent.row.name}', which is no object`, file, line);
    (parent?.children ?? roots).push(row);
    open.push({ row, children });
  }
  return roots;
}

function depthOf(cells: readonly string[]): { level: number; cells: readonly string[] } {
  const text = cells.join(' ');
  const mark = /^[> ]*/.exec(text)?.[0] ?? '';
  return { level: mark.replaceAll(' ', '').length, cells: text.slice(mark.length).split(' ') };
}

function attributeRow(
  cells: readonly string[],
  line: number,
  file: string,
  children: readonly AttributeRow[],
): AttributeRow {
  const [name = '', type, cardinality, ...rest] = cells;
  if (type === undefined || cardinality === undefined)
    throw new ModelError(`a row is: name type cardinality [options]; got '${cells.join(' ')}'`, file, line);
  if (!/^[A-Za-z_][\w-]*$/.test(name)) throw new ModelError(`'${name}' is not an attribute name`, file, line);
  const { span: held, flags } = options(rest, ATTRIBUTE_OPTIONS, line, file);
  const map = /^map\((.*)\)$/.exec(type);
  const size = cardinalityOf(cardinality, map !== null, line, file);
  return {
    name,
    ...held,
    collection: size.collection,
    type: typeOf(map?.[1] ?? type, line, file),
    rest: { ...size.bounds, nullable: flags.has('nullable'), ...conditions(flags, line, file) },
    children,
  };
}

function typeOf(text: string, line: number, file: string): AttributeRow['type'] {
  if (text === 'object') return { kind: 'object' };
  const values = /^enum\((.+)\)$/.exec(text)?.[1];
  if (values !== undefined) return { kind: 'enum', values: values.split(',') };
  if (!/^[A-Za-z]\w*$/.test(text)) throw new ModelError(`'${text}' is not a type`, file, line);
  return { kind: 'named', name: text };
}

type Bounds = Pick<AttributeRow['rest'], 'min' | 'max' | 'nonEmpty'>;

function cardinalityOf(
  text: string,
  map: boolean,
  line: number,
  file: string,
): { collection: AttributeRow['collection']; bounds: Bounds } {
  const parts = /^(\d+)(?:\.\.(\d+|N))?(\?)?$/.exec(text);
  if (!parts) throw new ModelError(`'${text}' is not a cardinality such as 1, 0..1, 0..N, 1..N?`, file, line);
  const min = Number(parts[1]);
  const max = parts[2] === 'N' ? 'N' : Number(parts[2] ?? parts[1]);
  if (max !== 'N' && (max < min || max === 0)) throw new ModelError(`cardinality '${text}' allows nothing`, file, line);
  const collection = map ? 'map' : max === 1 ? 'one' : 'array';
  const optional = parts[3] !== undefined;
  if (optional && (collection === 'one' || min !== 1))
    throw new ModelError(`'?' stands only behind 1..N, not in '${text}'`, file, line);
  return { collection, bounds: optional ? { min: 0, max, nonEmpty: true } : { min, max } };
}

const GROUP_OPTIONS = [
  ['any-of', 'any'],
  ['one-of', 'one'],
  ['most-one-of', 'most'],
] as const;

function conditions(
  flags: ReadonlyMap<string, string>,
  line: number,
  file: string,
): Pick<AttributeRow['rest'], 'presentIf' | 'group' | 'only' | 'nullableEntries'> {
  const presentIf = flags.get('present-if');
  const [attribute, values] = presentIf?.split(':') ?? [];
  if (presentIf !== undefined && (!attribute || !values))
    throw new ModelError(`present-if=attribute:VALUE|VALUE; got '${presentIf}'`, file, line);
  const groups = GROUP_OPTIONS.filter(([option]) => flags.has(option));
  if (groups.length > 1) throw new ModelError('an attribute belongs to one group', file, line);
  const [option, kind] = groups[0] ?? [];
  const name = option === undefined ? undefined : flags.get(option);
  if (name === '') throw new ModelError(`${option ?? ''} needs a group name`, file, line);
  return {
    ...(attribute && values ? { presentIf: { attribute, values: values.split('|') } } : {}),
    ...(name === undefined || kind === undefined ? {} : { group: { kind, name } }),
    ...(flags.has('request-only') ? { only: 'request' as const } : {}),
    ...(flags.has('response-only') ? { only: 'response' as const } : {}),
    ...(flags.has('null-entries') ? { nullableEntries: true } : {}),
  };
}

/** Response rows: status, payload, headers, options. */
export function responseRows(block: string, firstLine: number, file: string): ResponseSource[] {
  return linesOf(block, firstLine).map(({ line, cells }) => {
    const [status = '', payload = '-', ...rest] = cells;
    if (!/^[1-5]\d\d$/.test(status)) throw new ModelError(`'${status}' is not a status code`, file, line);
    const headerCell = rest[0] !== undefined && !/^(since|until|media)=/.test(rest[0]) ? rest.shift() : undefined;
    const headers = (headerCell ?? '-').split(',').filter((h) => h !== '-');
    const { span: held, flags } = options(rest, ['media'], line, file);
    const list = /^\[(.*)\]$/.exec(payload)?.[1];
    const type = list ?? (payload === '-' ? undefined : payload);
    return {
      status: Number(status),
      list: list !== undefined,
      mediaTypes: flags.get('media')?.split('|') ?? [],
      headers: headers.filter((h) => !h.endsWith('?')),
      optionalHeaders: headers.filter((h) => h.endsWith('?')).map((h) => h.slice(0, -1)),
      ...held,
      ...(type === undefined ? {} : { type }),
    };
  });
}
