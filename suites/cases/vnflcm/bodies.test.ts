import { expect, test } from 'vitest';
import { inForce } from '../../../src/judge/judge.ts';
import { RELEASES } from '../../../src/model/release-model.ts';
import { bodyCases } from './bodies.ts';

test.each([
  ['instantiate', 'as-text', ['3.7.1']],
  ['change_flavour', 'as-text', ['3.7.1']],
  ['change_vnfpkg', 'as-text', ['3.7.1']],
  ['change_ext_conn', 'as-text', RELEASES],
  ['scale', 'limit', RELEASES],
])('the body of %s can be broken by %s in these releases', (task, kind, releases) => {
  const found = bodyCases.find(({ id }) => id === `vnflcm.vnf_instances.id.${task}.post.body.${kind}`);
  expect(found && RELEASES.filter((release) => inForce(found, release))).toEqual(releases);
});
