import { describe, expect, it } from 'vitest';
import { loadModel } from './load.ts';
import { generate } from './generate.ts';
import { mutations } from './mutate.ts';
import { RELEASES, type ReleaseModel } from './release-model.ts';
import { validatorFor } from './schema.ts';
import { smallModel } from './small-model.test-data.ts';

const structures = (model: ReleaseModel): string[] =>
  [...model.types.values()].filter((t) => t.kind === 'object' || t.kind === 'union').map((t) => t.name);

function check(model: ReleaseModel): void {
  for (const type of structures(model)) {
    const judge = validatorFor(model, type);
    for (const full of [false, true]) {
      const valid = generate(model, type, { full });
      expect(judge(valid), `${model.release} ${type}`).toEqual([]);
      for (const { mutation, body } of mutations(model, type, valid)) {
        const issues = judge(body);
        // where the bent value decides over other rules, the issue may stand above or below it
        const near = issues.some(
          (i) => i.pointer.startsWith(mutation.pointer) || mutation.pointer.startsWith(i.pointer),
        );
        if (!near) expect.fail(`${model.release} ${type} ${JSON.stringify(mutation)} gave ${JSON.stringify(issues)}`);
      }
    }
  }
}

describe.each(RELEASES)('%s', (release) => {
  it('small model: generated bodies are valid, mutants are not', () => check(smallModel().release(release)));
  it('the model: generated bodies are valid, mutants are not', () => check(loadModel().release(release)));
});

it('makes each kind of mutant', () => {
  const model = smallModel().release('3.7.1');
  const ops = mutations(model, 'Thing', generate(model, 'Thing', { full: true })).map((m) => m.mutation);
  expect(new Set(ops.map((m) => m.op))).toEqual(
    new Set([
      'drop-required',
      'wrong-type',
      'foreign-enum',
      'too-few',
      'too-many',
      'as-text',
      'wrong-format',
      'not-an-object',
      'null',
    ]),
  );
  expect(ops).toContainEqual({ op: 'drop-required', pointer: '/parts/0/name', attribute: 'Part.name' });
  expect(ops).toContainEqual({ op: 'drop-required', pointer: '/big/weight', attribute: 'Thing.big.weight' });
});

it('writes no number as a text where any value goes', () => {
  const model = loadModel().release('2.4.1');
  const parameter = { id: 'p', name: 'n', value: 1, timeStamp: '2020-01-01T00:00:00Z' };
  const at = mutations(model, 'MonitoringParameter', parameter).map(({ mutation }) => mutation);
  expect(at.filter(({ pointer }) => pointer === '/value').map(({ op }) => op)).not.toContain('as-text');
});
