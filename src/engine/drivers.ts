import { createDriver, type DriverParts } from '../drive/driver.ts';
import type { Driver } from '../drive/procedure.ts';
import { loadModel } from '../model/load.ts';
import { RELEASES } from '../model/release-model.ts';
import { dialectOf } from './plan.ts';

/** One for each API version of the profile. */
export function driversOf(parts: DriverParts, run: string): readonly Driver[] {
  const { apis, claims } = parts.profile;
  const model = loadModel();
  return Object.entries(apis).flatMap(([api, majors]) =>
    Object.keys(majors).flatMap((major) => {
      const releases = RELEASES.filter((release) => model.release(release).apis.get(api)?.major === major);
      const dialect = dialectOf(releases, claims);
      const apiModel = dialect === undefined ? undefined : model.release(dialect).apis.get(api);
      if (dialect === undefined || apiModel === undefined) return [];
      return [createDriver(parts, run, model.release(dialect), apiModel)];
    }),
  );
}
