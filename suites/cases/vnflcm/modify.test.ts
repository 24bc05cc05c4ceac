import { expect, it } from 'vitest';
import { PATCHES } from '../../procedures/vnflcm/patches.ts';
import { PATCHED } from './modify.ts';

it('there is a case for each patch that is sent, and none for another', () => {
  expect(PATCHED.map(([name]) => name)).toEqual(PATCHES.map(({ name }) => name));
});
