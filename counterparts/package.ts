import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { stringify } from 'yaml';
import type { PackageFacts } from './package-facts.ts';
import { isOfVnfd, readPackage } from './package-folder.ts';
import { SOL001_TYPES } from './sol001-types.ts';
import { vnfdTemplates } from './vnfd.ts';

export {
  packageFacts,
  packageId,
  packagesOf,
  withoutPackage,
  type PackageChoice,
  type PackageFacts,
} from './package-facts.ts';

/** A VNF package (SOL004, CSAR with TOSCA-Metadata directory), made in memory. */
export interface VnfPackage {
  readonly facts: PackageFacts;
  /** Every file by its path in the package. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The package: application/zip. */
  readonly csar: Uint8Array;
  /** Metadata and Definitions only, as `…/vnfd` hands them out (SOL003 10.4.4.3.2): application/zip. */
  readonly vnfd: Uint8Array;
  /** SHA-256 of the package, hexadecimal. */
  readonly sha256: string;
}

const TYPES_FILE = 'nfvtst_sol001_types.yaml';
const META = 'TOSCA-Metadata/TOSCA.meta';
const MANIFEST = 'sample.mf';
const CHANGE_LOG = 'ChangeLog.txt';
const LICENSE = 'Licenses/LICENSE.txt';
/** Fixed, so that the same facts give the same bytes. */
const RELEASED = '2024-01-01T00:00:00Z';

const yaml = (value: unknown): string => stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });

/** Most of the work of a package, and the same in each. */
let types: string | undefined;

const cache = new Map<string, VnfPackage>();

/** Builds the package for the facts, or takes it from the cache. */
export function buildPackage(facts: PackageFacts): VnfPackage {
  const key = JSON.stringify(facts);
  const made = cache.get(key) ?? make(facts);
  // Procedures may onboard many; the newest stay.
  cache.delete(key);
  cache.set(key, made);
  const oldest = cache.keys().next();
  if (cache.size > 200 && oldest.done !== true) cache.delete(oldest.value);
  return made;
}

function make(facts: PackageFacts): VnfPackage {
  return facts.source === undefined ? ownPackage(facts) : userPackage(facts, facts.source);
}

/** The user's package goes out as it is. */
function userPackage(facts: PackageFacts, source: string): VnfPackage {
  const files = readPackage(source);
  const csar = source.endsWith('.csar') || source.endsWith('.zip') ? readFileSync(source) : zip(files);
  return {
    facts,
    files,
    csar,
    vnfd: zip(new Map([...files].filter(([path]) => isOfVnfd(path)))),
    sha256: digest(csar),
  };
}

function ownPackage(facts: PackageFacts): VnfPackage {
  const { top, files: templates } = vnfdTemplates(facts, TYPES_FILE);
  const text = new Map<string, string>();
  text.set(META, meta(facts, `Definitions/${top}`));
  text.set(`Definitions/${TYPES_FILE}`, (types ??= yaml(SOL001_TYPES)));
  for (const [file, template] of Object.entries(templates)) text.set(`Definitions/${file}`, yaml(template));
  text.set(facts.manifestPath, yaml(deployment(facts)));
  text.set(CHANGE_LOG, `${facts.vnfdVersion}: sample of the conformance harness\n`);
  text.set(LICENSE, 'Apache-2.0\n');
  text.set(MANIFEST, manifest(facts, text));
  const files = new Map([...text].map(([path, content]) => [path, strToU8(content)] as const));
  const csar = zip(files);
  const ofVnfd = [...files].filter(([path]) => path === META || path === MANIFEST || path.startsWith('Definitions/'));
  return { facts, files, csar, vnfd: zip(new Map(ofVnfd)), sha256: digest(csar) };
}

/** SOL004 4.1.2.3: keys of the TOSCA.meta block 0. */
function meta(facts: PackageFacts, entry: string): string {
  return [
    'TOSCA-Meta-File-Version: 1.0',
    'CSAR-Version: 1.1',
    `Created-By: ${facts.provider}`,
    `Entry-Definitions: ${entry}`,
    `ETSI-Entry-Manifest: ${MANIFEST}`,
    `ETSI-Entry-Change-Log: ${CHANGE_LOG}`,
    'ETSI-Entry-Licenses: Licenses',
    '',
  ].join('\n');
}

/** SOL004 4.3.2: metadata, then a digest for each file. */
function manifest(facts: PackageFacts, files: ReadonlyMap<string, string>): string {
  const metadata = [
    'metadata:',
    `  vnf_product_name: ${facts.productName}`,
    `  vnf_provider_id: ${facts.provider}`,
    `  vnf_package_version: "${facts.vnfdVersion}"`,
    `  vnf_release_date_time: "${RELEASED}"`,
    `  vnfd_id: ${facts.vnfdId}`,
    `  vnf_software_version: "${facts.softwareVersion}"`,
    '  vnfm_info: "Tacker,nfv-tst"',
  ];
  const blocks = [...files].map(([path, content]) =>
    [`Source: ${path}`, 'Algorithm: SHA-256', `Hash: ${digest(strToU8(content))}`].join('\n'),
  );
  return `${[metadata.join('\n'), ...blocks].join('\n\n')}\n`;
}

function deployment(facts: PackageFacts): unknown {
  const labels = { app: facts.deploymentName };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: facts.deploymentName, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: facts.deploymentName,
              image: `sample:${facts.softwareVersion}`,
              imagePullPolicy: 'IfNotPresent',
              ports: [{ containerPort: 80 }],
            },
          ],
        },
      },
    },
  };
}

function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // A fixed time keeps the bytes the same; ZIP knows no time zone, noon keeps it within the day everywhere.
  return zipSync(Object.fromEntries(files), { mtime: new Date('2024-01-01T12:00:00Z'), level: 6 });
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
