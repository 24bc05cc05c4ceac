import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isObject } from '../src/model/json.ts';
import { type KubeObject, objectAt } from './kubernetes.ts';
import { buildPackage, packageFacts, packagesOf } from './package.ts';

const facts = packageFacts('b1bb0ce7-ebca-4fa7-95ed-4840d70a1177', { vduId: 'VDU_x', aspectId: 'aspect' });
const made = buildPackage(facts);
const files = unzipSync(made.csar);

function text(path: string): string {
  const bytes = files[path];
  if (bytes === undefined) throw new Error(`${path} is not in the package`);
  return strFromU8(bytes);
}

function yaml(path: string): KubeObject {
  const value: unknown = parse(text(path));
  return isObject(value) ? value : {};
}

function definitions(): [string, KubeObject][] {
  return Object.keys(files)
    .filter((path) => path.startsWith('Definitions/'))
    .map((path) => [path, yaml(path)]);
}

describe('the package', () => {
  test('is the same for the same facts and another for another VNFD', () => {
    expect(buildPackage({ ...facts })).toBe(made);
    const other = buildPackage(packageFacts('x', { vduId: 'VDU_x', aspectId: 'aspect' }));
    expect(other.sha256).not.toBe(made.sha256);
  });

  test('TOSCA.meta leads to the top VNFD and to the manifest', () => {
    const meta = yaml('TOSCA-Metadata/TOSCA.meta');
    const top = yaml(String(meta['Entry-Definitions']));
    const vnf = objectAt(objectAt(objectAt(objectAt(top, 'topology_template'), 'node_templates'), 'VNF'), 'properties');
    expect(vnf['descriptor_id']).toBe(facts.vnfdId);
    expect(text(String(meta['ETSI-Entry-Manifest']))).toContain(`vnf_product_name: ${facts.productName}`);
  });

  test('the manifest has the digest of every file but its own', () => {
    const blocks = [...text('sample.mf').matchAll(/Source: (.+)\nAlgorithm: SHA-256\nHash: ([0-9a-f]{64})/g)];
    const listed = new Map(blocks.map(([, source = '', hash = '']) => [source, hash]));
    expect([...listed.keys(), 'sample.mf'].sort()).toEqual(Object.keys(files).sort());
    for (const [source, hash] of listed) {
      expect(createHash('sha256').update(text(source)).digest('hex')).toBe(hash);
    }
  });

  test('every import is there, every type that is used is defined or built into TOSCA', () => {
    const all = definitions();
    const defined = new Set(
      all.flatMap(([, template]) =>
        ['data_types', 'node_types', 'policy_types', 'capability_types', 'relationship_types'].flatMap((kind) =>
          Object.keys(objectAt(template, kind)),
        ),
      ),
    );
    for (const [, template] of all) {
      for (const file of (template['imports'] as string[] | undefined) ?? [])
        expect(files).toHaveProperty([`Definitions/${file}`]);
      const used = JSON.stringify(template).matchAll(
        /"(?:type|derived_from|node_type)":"((?:tosca\.\w+\.nfv|nfvtst)\.[^"]+)"/g,
      );
      for (const [, type] of used) expect(defined).toContain(type);
    }
  });

  test('each flavour has the VDU, whose name is that of the Deployment', () => {
    const flavours = definitions().flatMap(([, template]) => {
      const topology = objectAt(template, 'topology_template');
      const mappings = objectAt(topology, 'substitution_mappings');
      if (mappings['node_type'] === undefined) return [];
      const vdu = objectAt(objectAt(objectAt(topology, 'node_templates'), facts.vduId), 'properties');
      expect(vdu['name']).toBe(objectAt(yaml(facts.manifestPath), 'metadata')['name']);
      expect(JSON.stringify(topology['policies'])).toContain(`"aspect":"${facts.aspectId}"`);
      return [objectAt(mappings, 'properties')['flavour_id']];
    });
    expect(flavours.sort()).toEqual([facts.flavourId, facts.otherFlavourId].sort());
    expect(facts.deploymentName).toMatch(/^[a-z0-9-]+$/);
  });

  test('the VNFD alone has the definitions and no artifact', () => {
    const names = Object.keys(unzipSync(made.vnfd));
    expect(names).toContain('TOSCA-Metadata/TOSCA.meta');
    expect(names.filter((name) => name.startsWith('Files/'))).toEqual([]);
  });
});

test('a profile asks for a package for each VNFD id, and the other version', () => {
  const packages = packagesOf({ vnfdId: { v1: 'a', v2: 'b' }, otherVnfdId: 'c', flavourId: 'f' });
  expect(packages.map((one) => [one.vnfdId, one.vnfdVersion, one.flavourId])).toEqual([
    ['a', '1.0', 'f'],
    ['b', '1.0', 'f'],
    ['c', '2.0', 'f'],
  ]);
});
