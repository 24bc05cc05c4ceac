import type { Handler } from '../http/message.ts';
import type { World } from '../world.ts';

/** api_versions resources (SOL013 9.3), from 2.5.1 on. */
export function versionHandlers(world: World): readonly (readonly [string, Handler])[] {
  const handler: Handler = () => ({
    status: 200,
    json: {
      uriPrefix: `${world.uris.api}/`,
      apiVersions: [{ version: world.api.version, isDeprecated: false }],
    },
  });
  return [
    ['GET api_versions', handler],
    ['GET {apiMajorVersion}/api_versions', handler],
  ];
}
