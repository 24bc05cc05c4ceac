import type { Procedure } from '../../../src/drive/procedure.ts';

/** Both resources that tell which versions of the API there are, each asked with Version and without. */
export const versions: Procedure = {
  name: 'vnflcm.versions',
  api: 'vnflcm',
  purpose: 'what the api_versions resources say',
  since: '2.6.1',
  run: async (driver) => {
    for (const [which, path] of [
      ['all', '/api_versions'],
      ['major', `/${driver.major}/api_versions`],
    ] as const) {
      const request = { method: 'GET', path, root: 'apiName' } as const;
      await driver.send(request, { kind: 'observe', step: `versions.${which}` });
      await driver.send(
        { ...request, headers: { Version: null } },
        { kind: 'observe', step: `versions.${which}.without` },
      );
    }
  },
};
