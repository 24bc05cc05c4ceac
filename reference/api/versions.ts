import type { Handler } from '../http/message.ts';
import { takes } from '../manners/taken.ts';
import type { World } from '../world.ts';

const OLD = { version: '1.0.0', isDeprecated: true, retirementDate: '2031-01-01T00:00:00+01:00' };

/** api_versions resources (SOL013 9.3), from 2.5.1 on. */
export function versionHandlers(world: World): readonly (readonly [string, Handler])[] {
  const handler: Handler = () => ({
    status: 200,
    json: {
      uriPrefix: `${world.uris.api}/`,
      apiVersions: [{ version: world.api.version, isDeprecated: false }, ...(takes('several-versions') ? [OLD] : [])],
    },
  });
  return [
    ['GET api_versions', handler],
    ['GET {apiMajorVersion}/api_versions', handler],
  ];
}
