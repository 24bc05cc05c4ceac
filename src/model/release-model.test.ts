import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadModel } from './load.ts';
import { lcmMajor, RELEASES } from './release-model.ts';

test.each(RELEASES)('%s has rows, documents, a suite and the stated major version', (release) => {
  expect(loadModel().release(release).apis.get('vnflcm')?.major).toBe(lcmMajor(release));
  for (const file of [`specs-versions/${release}/vnflcm.yaml`, `suites/${release}/vnflcm.spec.ts`])
    expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
});
