import { randomUUID } from 'node:crypto';
import type { HeaderList } from '../src/exchange/exchange.ts';
import { json, jsonHeaders } from './answer.ts';
import type { Incoming } from './incoming.ts';
import { buildPackage, type PackageFacts, packageId, type VnfPackage } from './package.ts';
import { VNFM_INFO } from './vnfd.ts';

/** Reads of on-boarded VNF packages (SOL003 10.4.2 to 10.4.6), in API v1 and v2. */
export interface PackageStore {
  onboard(facts: PackageFacts): { readonly vnfdId: string; readonly vnfPkgId: string };
  /** `path` below {apiRoot}/vnfpkgm/{major}; `undefined`: no such resource. */
  read(path: readonly string[], request: Incoming, uri: string, major: string): PackageReply | undefined;
}

export interface PackageReply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** VNFD that was asked for, where it is one. */
  readonly vnfdId?: string;
}

export function packageStore(first: readonly PackageFacts[]): PackageStore {
  const byVnfd = new Map<string, PackageFacts>();
  const byPackage = new Map<string, PackageFacts>();
  const onboard = (facts: PackageFacts): { vnfdId: string; vnfPkgId: string } => {
    const vnfPkgId = packageId(facts.vnfdId);
    byVnfd.set(facts.vnfdId, facts);
    byPackage.set(vnfPkgId, facts);
    return { vnfdId: facts.vnfdId, vnfPkgId };
  };
  for (const facts of first) onboard(facts);
  return {
    onboard,
    read: (path, request, uri, major) => {
      const [collection, id, ...rest] = path;
      const known =
        collection === 'vnf_packages' ? byPackage : collection === 'onboarded_vnf_packages' ? byVnfd : undefined;
      if (known === undefined) return undefined;
      if (id === undefined) return list([...byVnfd.values()], request, uri, major);
      const facts = known.get(id);
      return facts === undefined ? undefined : part(buildPackage(facts), rest, request, uri, major);
    },
  };
}

function list(all: readonly PackageFacts[], request: Incoming, uri: string, major: string): PackageReply {
  const wanted = vnfdIdFilter(request.query);
  if (wanted === null) return problem(400, 'only the filter (eq,vnfdId,...) is understood');
  const found = wanted === undefined ? all : all.filter(({ vnfdId }) => vnfdId === wanted);
  const body = json(found.map((facts) => packageInfo(buildPackage(facts), uri, major)));
  return { status: 200, headers: jsonHeaders(), body, ...(wanted === undefined ? {} : { vnfdId: wanted }) };
}

/** VNFD id of `filter=(eq,vnfdId,X)` (SOL013 5.2) or of `vnfdId=X` and `vnfdId.eq=X` (SOL003 2.4.1 4.3.2); null: another filter. */
function vnfdIdFilter(query: URLSearchParams): string | undefined | null {
  const filter = query.get('filter');
  if (filter !== null) {
    const value = /^\(eq,vnfdId,('(?:[^']|'')*'|[^,')]*)\)$/.exec(filter)?.[1];
    if (value === undefined) return null;
    return value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : value;
  }
  return query.get('vnfdId') ?? query.get('vnfdId.eq') ?? undefined;
}

function part(
  made: VnfPackage,
  path: readonly string[],
  request: Incoming,
  uri: string,
  major: string,
): PackageReply | undefined {
  const about = { vnfdId: made.facts.vnfdId };
  const [what, ...rest] = path;
  if (what === undefined) {
    return { status: 200, headers: jsonHeaders(), body: json(packageInfo(made, uri, major)), ...about };
  }
  // A ZIP whatever Accept says: Tacker asks for application/json here and means the ZIP.
  if (what === 'vnfd' && rest.length === 0) {
    return { status: 200, headers: jsonHeaders('application/zip'), body: made.vnfd, ...about };
  }
  if (what === 'package_content' && rest.length === 0) {
    return { ...ranged(made.csar, 'application/zip', request), ...about };
  }
  if (what === 'artifacts' && rest.length > 0) {
    // Looked up in what was built, never on a disk: a path that climbs finds nothing.
    const file = made.files.get(rest.join('/'));
    return file === undefined ? undefined : { ...ranged(file, 'application/octet-stream', request), ...about };
  }
  return undefined;
}

/** VnfPkgInfo (SOL003 10.5.2.2). */
function packageInfo(made: VnfPackage, uri: string, major: string): unknown {
  const { facts } = made;
  const id = packageId(facts.vnfdId);
  const self = `${uri}/vnf_packages/${id}`;
  return {
    id,
    vnfdId: facts.vnfdId,
    vnfProvider: facts.provider,
    vnfProductName: facts.productName,
    vnfSoftwareVersion: facts.softwareVersion,
    vnfdVersion: facts.vnfdVersion,
    checksum: { algorithm: 'SHA-256', hash: made.sha256 },
    // Came with SOL003 2.7.1, the first release of API v2.
    ...(major === 'v1' ? {} : { packageSecurityOption: 'OPTION_1', vnfmInfo: VNFM_INFO }),
    onboardingState: 'ONBOARDED',
    operationalState: 'ENABLED',
    usageState: 'IN_USE',
    _links: {
      self: { href: self },
      vnfd: { href: `${self}/vnfd` },
      packageContent: { href: `${self}/package_content` },
    },
  };
}

/** Whole, or the one byte range that was asked for (RFC 9110 14). */
function ranged(content: Uint8Array, type: string, request: Incoming): PackageReply {
  const headers: HeaderList = [...jsonHeaders(type), ['Accept-Ranges', 'bytes']];
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.header('range') ?? '');
  const [, from = '', to = ''] = asked ?? [];
  if (asked === null || (from === '' && to === '')) return { status: 200, headers, body: content };
  const size = content.length;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || start > end) {
    const refusal = problem(416, 'no such range');
    return { ...refusal, headers: [...refusal.headers, ['Content-Range', `bytes */${size}`]] };
  }
  const range = ['Content-Range', `bytes ${start}-${end}/${size}`] as const;
  return { status: 206, headers: [...headers, range], body: content.subarray(start, end + 1) };
}

function problem(status: number, detail: string): PackageReply {
  return { status, headers: jsonHeaders('application/problem+json'), body: json({ status, detail }) };
}

/** A VNFD id that no other package has. */
export function freshVnfdId(): string {
  return randomUUID();
}
