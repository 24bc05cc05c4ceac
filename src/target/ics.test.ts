import { describe, expect, it } from 'vitest';
import { catalogue } from '../../suites/cases/index.ts';
import { procedures } from '../../suites/procedures/index.ts';
import { answerOf, icsItems, modelItems } from './ics.ts';
import { claimsOf } from './load-profile.ts';

describe('ICS items', () => {
  it('explain every item of the model in words, not by an operation', () => {
    const items = icsItems();
    expect([...modelItems()].filter(([item, operation]) => items.get(item) === operation)).toEqual([]);
  });

  it('are known wherever a case or a procedure asks for one', () => {
    const asked = [...catalogue(), ...procedures()].flatMap(({ ics }) => ics ?? []);
    expect([...new Set(asked)].filter((item) => !icsItems().has(item))).toEqual([]);
    expect(asked).toContain('vnflcm.scale');
  });
});

describe('answerOf', () => {
  it('does not take a name for a prefix', () => {
    expect(answerOf({ 'vnflcm.scale': false }, 'vnflcm.scale_to_level')).toBeUndefined();
    expect(answerOf({ 'vnflcm.scale*': false }, 'vnflcm.scale_to_level')).toBe(false);
  });

  it('takes the exact name before a wildcard, in either order', () => {
    expect(answerOf({ 'vnflcm.scale*': false, 'vnflcm.scale': true }, 'vnflcm.scale')).toBe(true);
    expect(answerOf({ 'vnflcm.scale': true, 'vnflcm.scale*': false }, 'vnflcm.scale')).toBe(true);
  });

  it('lets a major version speak for itself', () => {
    const ics = { 'vnflcm.cancel': true, 'vnflcm.cancel@v2': false, 'vnflcm.*@v1': false };
    expect([answerOf(ics, 'vnflcm.cancel', 'v1'), answerOf(ics, 'vnflcm.cancel', 'v2')]).toEqual([true, false]);
    expect([answerOf(ics, 'vnflcm.heal', 'v1'), answerOf(ics, 'vnflcm.heal', 'v2')]).toEqual([false, undefined]);
  });
});

describe('claims', () => {
  const claims = claimsOf({
    ics: { '*': true, 'vnflcm.*': false, 'vnflcm.scale': true, 'vnflcm.subscriptions.*': true },
  });
  it.each([
    ['vnflcm.scale', true],
    ['vnflcm.scale_to_level', false],
    ['vnflcm.subscriptions.filter', true],
    ['grant.request', true],
  ])('%s: the longest match wins', (item, claimed) => {
    expect(claims(item)).toBe(claimed);
  });
  it('are silent on what is not named', () => {
    expect(claimsOf({ ics: { 'vnflcm.scale': true } })('vnflcm.heal')).toBeUndefined();
  });
});
