import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { unzipSync } from 'fflate';

/** Files of a VNF package that the user has: a folder with its content, or the CSAR itself. By path in the package. */
export function readPackage(source: string): ReadonlyMap<string, Uint8Array> {
  if (!statSync(source).isDirectory())
    return new Map(Object.entries(unzipSync(readFileSync(source))).filter(([path]) => !path.endsWith('/')));
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(source, path).split(sep).join('/'), readFileSync(path));
  }
  return files;
}

/** What `…/vnfd` hands out of a package: its metadata, manifest and definitions (SOL003 10.4.4.3.2). */
export function isOfVnfd(path: string): boolean {
  return path.startsWith('TOSCA-Metadata/') || path.startsWith('Definitions/') || /^[^/]+\.(mf|ya?ml|meta)$/.test(path);
}
