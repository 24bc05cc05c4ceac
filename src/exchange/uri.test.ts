import { describe, expect, test } from 'vitest';
import { lastStep, leadsTo, resourcePath, samePath, stepsOf } from './uri.ts';

const ID = 'tst:1/2+a@b,ü';

describe('an identifier that does not stand in a path as it is', () => {
  test('is encoded, and found again however others encode it', () => {
    const path = resourcePath('vnf_instances', ID);
    expect(path).toBe('/vnf_instances/tst%3A1%2F2%2Ba%40b%2C%C3%BC');
    for (const uri of [path, `http://sut/vnflcm/v1${path}?x=/y`, '/vnf_instances/tst:1%2f2+a@b,%C3%BC/']) {
      expect(lastStep(uri)).toBe(ID);
      expect(leadsTo(uri, 'vnf_instances', ID)).toBe(true);
    }
    expect(leadsTo(`${path}/scale`, 'vnf_instances', ID, 'scale')).toBe(true);
    expect(leadsTo(`${path}/scale`, 'vnf_instances', ID)).toBe(false);
    expect(leadsTo('/vnf_instances', 'vnflcm', 'vnf_instances', ID)).toBe(false);
  });

  test('does not make two paths one', () => {
    expect(samePath('http://a/x/tst:1', 'https://b/x/tst%3A1/')).toBe(true);
    expect(samePath('/x/1%2F2', '/x/1/2')).toBe(false);
    expect(samePath('/x//1', '/x/1')).toBe(false);
    expect(stepsOf('http://a//x/%zz')).toEqual(['', 'x', '%zz']);
  });
});
