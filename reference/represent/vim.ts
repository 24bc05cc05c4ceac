import { faulty } from '../faults/seeded.ts';
import { omit } from '../omit.ts';
import { type JsonObject, isObject, objectAt, objectsAt, stringAt } from '../json.ts';

/** Names under which accessInfo of a VimConnectionInfo holds what is never given out again (write-only parameters). */
const SECRET = /passw|secret|token|private|credential|apikey|api_key/i;

/** vimConnectionInfo of a request, list (v1) or map (v2), by identifier. */
export function vimByIdentifier(value: unknown): Readonly<Record<string, JsonObject | null>> {
  if (Array.isArray(value))
    return Object.fromEntries(
      objectsAt({ value }, 'value').map((item) => {
        return [stringAt(item, 'id') ?? '', omit(item, 'id')];
      }),
    );
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, item]) => (item === null || isObject(item) ? [[id, item]] : [])),
  );
}

/** vimConnectionInfo, list or map, without secrets. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (isObject(item) ? clean(item) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([id, item]) => [id, isObject(item) ? clean(item) : item]));
}

function clean(connection: JsonObject): JsonObject {
  const access = objectAt(connection, 'accessInfo');
  const info = objectAt(connection, 'interfaceInfo');
  return {
    ...connection,
    ...(info && faulty('vim-pairs-in-lower-case') ? { interfaceInfo: inLowerCase(info) } : {}),
    ...(access ? { accessInfo: cleaned(access) } : {}),
  };
}

/** Wherever they stand. */
function cleaned(access: JsonObject): JsonObject {
  const left = Object.entries(access).filter(([name]) => !SECRET.test(name));
  const deep = !faulty('nested-vim-secrets-shown');
  return Object.fromEntries(left.map(([name, value]) => [name, deep && isObject(value) ? cleaned(value) : value]));
}

/** Fault: keys of interfaceInfo as a database may keep them. */
function inLowerCase(info: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(info).map(([name, value]) => [name.toLowerCase(), value]));
}
