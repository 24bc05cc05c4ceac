import { faulty } from '../faults/seeded.ts';
import type { ApiRequest, Handler } from '../http/message.ts';
import { takes } from '../manners/taken.ts';
import { Problem } from '../problem.ts';
import type { World } from '../world.ts';

const OLD = { version: '1.0.0', isDeprecated: true, retirementDate: '2031-01-01T00:00:00+01:00' };

/** api_versions resources (SOL013 9.3), from 2.5.1 on. */
export function versionHandlers(world: World): readonly (readonly [string, Handler])[] {
  const handler: Handler = (request) => {
    stumble(request);
    return {
      status: 200,
      json: {
        uriPrefix: prefixOf(world),
        apiVersions: [{ version: versionOf(world), isDeprecated: false }, ...(takes('several-versions') ? [OLD] : [])],
      },
    };
  };
  return [
    ['GET api_versions', handler],
    ['GET {apiMajorVersion}/api_versions', handler],
  ];
}

/** Faults: reads of versions that do not work. */
function stumble({ headers }: ApiRequest): void {
  if (faulty('versions-not-served')) throw new Problem(404, 'there is no such resource');
  if (faulty('versions-without-version-are-500') && headers['version'] === undefined)
    throw new Error("'NoneType' object has no attribute 'split'");
}

function prefixOf({ uris, api }: World): string {
  return faulty('uri-prefix-without-major') ? uris.api.slice(0, -api.major.length) : `${uris.api}/`;
}

function versionOf({ api: { version } }: World): string {
  if (faulty('versions-in-two-parts')) return version.split('.').slice(0, 2).join('.');
  return faulty('versions-of-another-major') ? `9${version.slice(1)}` : version;
}
