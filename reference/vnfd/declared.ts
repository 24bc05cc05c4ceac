import { type JsonObject, isObject, objectAt } from '../json.ts';
import type { Declared } from './vnfd.ts';

/** Initial values that nodes of the service templates give to properties of the VNF (SOL001 6.8.1). */
export function declaredIn(templates: readonly JsonObject[]): Declared {
  const nodes = templates.flatMap((template) =>
    Object.values(objectAt(objectAt(template, 'topology_template') ?? {}, 'node_templates') ?? {}).filter(isObject),
  );
  const all = (...path: readonly string[]): JsonObject =>
    Object.assign({}, ...nodes.map((node) => within(node, ['properties', ...path]))) as JsonObject;
  return {
    vnfConfigurableProperties: all('configurable_properties'),
    extensions: all('modifiable_attributes', 'extensions'),
    metadata: all('modifiable_attributes', 'metadata'),
  };
}

function within(object: JsonObject, path: readonly string[]): JsonObject {
  const [name, ...rest] = path;
  return name === undefined ? object : within(objectAt(object, name) ?? {}, rest);
}
