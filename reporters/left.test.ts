import { expect, it } from 'vitest';
import { leftText } from './left.ts';

const left = (resource: string, id: string, own = true): { resource: string; url: string; own: boolean } => ({
  resource,
  url: `http://sut/vnflcm/v2/${resource}/${id}`,
  own,
});

it('says what is left in one line', () => {
  expect(leftText({ resources: [], unread: [] }, 'out')).toBe('nothing');
  expect(leftText({ resources: [left('vnf_instances', 'a'), left('subscriptions', 'b')], unread: [] }, 'out')).toBe(
    '1 VnfInstance (a), 1 LccnSubscription (b); `nfv-tst clean out` tries again',
  );
  expect(leftText({ resources: [left('vnf_instances', 'a', false)], unread: ['x (answered 500)'] }, 'out')).toBe(
    "1 VnfInstance (a), new since the start and perhaps somebody else's; not known for lists that could not be read: x (answered 500)",
  );
});
