import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, observed, sent } from './build.test-data.ts';
import { restsWithoutVim } from './vim-down.ts';

const asked = sent({ kind: 'legal', task: 'scale', step: 'vim-down.start' }, { method: 'POST', status: 202 });
const seen = (operationState: string, status = 200): Exchange =>
  observed('vim-down.start.op_occ', '/vnf_lcm_op_occs/o', { operationState }, status);

test('a scaling comes to rest while the VIM is down', () => {
  expect(found(restsWithoutVim, [asked, seen('PROCESSING'), seen('FAILED_TEMP')])).toEqual([]);
  expect(found(restsWithoutVim, [asked, seen('STARTING'), seen('ROLLED_BACK')])).toEqual([]);
  expect(found(restsWithoutVim, [asked, seen('STARTING'), seen('PROCESSING')])).toEqual([
    'shall vim-down:stuck:SCALE:PROCESSING',
  ]);
});

test('one that cannot be read says nothing of its state', () => {
  expect(found(restsWithoutVim, [])).toEqual(['inconclusive']);
  expect(found(restsWithoutVim, [asked, seen('PROCESSING'), seen('PROCESSING', 500)])).toEqual(['inconclusive']);
});
