import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { claimsOf, parseProfile, secretsOf } from './load-profile.ts';
import { API_NAMES, PROFILE_SCHEMA } from './profile-schema.ts';

describe('the example', () => {
  const example = readFileSync('targets/example.yaml', 'utf8');
  const set = { CLIENT_SECRET: 'a', VIM_PASSWORD: 'b', VIM_TOKEN: 'c', NFVO_SECRET: 'd' };

  it('is a right profile', () => {
    const profile = parseProfile(example, 'targets/example.yaml', set);
    expect(profile.claims).toEqual(['2.6.1', '3.3.1']);
    expect(claimsOf(profile)('vnflcm.operate')).toBe(false);
    expect(secretsOf(profile)).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));
  });

  it.each(keysOf(PROFILE_SCHEMA))('explains %s', (key) => {
    expect(example).toMatch(new RegExp(`(^|[ {#])${key}:|[ #]${key}( |$)`, 'm'));
  });

  /** Every key that the schema names, at any depth; of the APIs, which all look alike, one will do. */
  function keysOf(schema: unknown): string[] {
    if (typeof schema !== 'object' || schema === null) return [];
    const found = Object.entries(schema as Record<string, unknown>).flatMap(([name, value]) =>
      name === 'properties' && typeof value === 'object' && value !== null
        ? [...Object.keys(value), ...Object.values(value).flatMap(keysOf)]
        : keysOf(value),
    );
    return [...new Set(found)].filter((key) => key === 'vnflcm' || !API_NAMES.some((name) => name === key));
  }
});
