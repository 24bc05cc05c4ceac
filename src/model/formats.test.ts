import { describe, expect, it } from 'vitest';
import { FORMATS } from './formats.ts';

const accepted: Readonly<Record<string, readonly string[]>> = {
  'date-time': [
    '2020-01-01T00:00:00Z',
    '2020-02-29t00:00:00.123456789+05:30',
    '2016-12-31T23:59:60Z',
    '0001-01-01T00:00:00-00:00',
  ],
  date: ['2024-02-29', '2000-02-29'],
  uri: [
    'http://h',
    'https://u@h:1/p?q=%20#f',
    'urn:x',
    'http://[2001:db8::1]:8080/',
    'http://h:/',
    'http://u:p@h:80/?a:b',
    'file:///x',
  ],
  'uri-reference': ['', '/a', 'a/b', '?q', '#f', 'http://h', 'about:blank', '//h/p'],
  ipv4: ['0.0.0.0', '255.255.255.255'],
  ipv6: ['::', '::ffff:1.2.3.4', '2001:DB8::1'],
  ip: ['10.0.0.1', '::1'],
  cidr: ['10.0.0.0/8', '::/0', '2001:db8::/128'],
  mac: ['00:11:22:33:44:55', 'AA-BB-CC-DD-EE-FF'],
  uuid: ['123e4567-e89b-12d3-a456-426614174000'],
};
const refused: Readonly<Record<string, readonly string[]>> = {
  'date-time': [
    '2020-01-01T00:00:00',
    '2020-01-01 00:00:00Z',
    '2020-01-01T00:00:00+0000',
    '2020-01-01T00:00:00+00',
    '2019-02-29T00:00:00Z',
    '2020-13-01T00:00:00Z',
    '2020-01-01T24:00:00Z',
    '2020-01-01T00:60:00Z',
    '2020-01-01T00:00Z',
    '2020-01-01T00:00:00.Z',
    '2020-01-01T00:00:00Z\n',
    '1577836800',
    '',
  ],
  date: ['2023-02-29', '1900-02-29', '2020-1-1', '2020-00-10', '2020-04-31'],
  uri: [
    '/x',
    'h',
    '//h',
    'http:',
    'http:///p',
    'http://',
    'http://h/ x',
    'http://h/%zz',
    'http://h/é',
    'http://h:port/p',
    'http://u@h:1a',
    'http://[::1]:x/',
    '1http://h',
    '',
  ],
  'uri-reference': ['a b', 'a:b c', '%', '1a:b', 'http://h/<>', '//h:x/p'],
  ipv4: ['1.2.3', '256.1.1.1', '01.2.3.4', '::1'],
  ipv6: ['1.2.3.4', ':::', 'fe80::1%eth0', 'g::'],
  ip: ['localhost', '10.0.0.0/8', ''],
  cidr: ['10.0.0.0', '10.0.0.0/33', '::/129', '10.0.0.0/8/8', '10.0.0.0/-1'],
  mac: ['00:11:22:33:44', '00:11:22:33:44:GG', '00:11-22:33:44:55', '001122334455'],
  uuid: ['123e4567e89b12d3a456426614174000', 'x'],
};

describe.each([...FORMATS])('%s', (format, accepts) => {
  it('accepts and refuses', () => {
    expect((accepted[format] ?? []).filter((t) => !accepts(t))).toEqual([]);
    expect((refused[format] ?? []).filter(accepts)).toEqual([]);
    expect(format === 'binary' || accepted[format] !== undefined).toBe(true);
  });
});
