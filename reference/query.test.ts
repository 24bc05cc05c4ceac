import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RELEASES } from '../src/model/release-model.ts';
import { stringAt } from './json.ts';
import { parseSol013 } from './query/filter-sol013.ts';
import { matches } from './query/match.ts';
import { Client } from './testing.ts';

describe('filter expressions of SOL013', () => {
  it('reads paths, values and quotes', () => {
    expect(parseSol013("(in,a/b,x,'y,)''');(cont,c,z)")).toEqual([
      { operator: 'in', path: ['a', 'b'], values: ['x', "y,)'"] },
      { operator: 'cont', path: ['c'], values: ['z'] },
    ]);
  });

  it.each([
    '',
    'eq,a,b',
    '(eq,a)',
    '(eq,a,b',
    '(eq,a,b)(eq,c,d)',
    '(like,a,b)',
    '(eq,a,b,c)',
    "(eq,a,'b)",
    '(eq,,b)',
    "(eq,a,b'c)",
    '(eq,a,b);',
  ])('refuses %j', (text) => {
    expect(() => parseSol013(text)).toThrow();
  });

  it('compares numbers as numbers, times as times, and looks into lists', () => {
    const value = { n: 10, t: '2020-01-01T00:00:00Z', list: [{ a: 'x' }, { a: 'y' }], flag: true };
    const meets = (text: string): boolean => matches(value, parseSol013(text));
    expect(
      [
        '(gt,n,9)',
        '(lte,n,10)',
        '(eq,t,2020-01-01T01:00:00+01:00)',
        '(eq,list/a,y)',
        '(neq,list/a,y)',
        '(eq,flag,true)',
        '(ncont,list/a,z)',
        '(nin,n,1,2)',
      ].filter((t) => !meets(t)),
    ).toEqual([]);
    expect(
      [
        '(lt,n,9)',
        '(gt,t,2020-01-01T00:00:00Z)',
        '(eq,list/a,z)',
        '(eq,none,x)',
        '(cont,list/a,z)',
        '(in,n,1,2)',
      ].filter(meets),
    ).toEqual([]);
  });
});

describe.each(RELEASES)('lists in %s', (release) => {
  let client: Client;
  const ids: string[] = [];

  beforeAll(async () => {
    client = await Client.start({ release, pageSize: 2 });
    for (const vnfInstanceName of ['a', "b'(,)", 'c']) ids.push(await client.created({ vnfInstanceName }));
    await client.done(ids[0] ?? '', 'instantiate', { flavourId: 'simple' });
  });
  afterAll(async () => {
    expect(client.deviations).toEqual([]);
    await client.orchestrator.close();
  });

  /** Ids on all pages. */
  const walk = async (path: string): Promise<readonly string[]> => {
    const found: string[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const { list, headers }: Awaited<ReturnType<Client['ask']>> = await client.ask('GET', next);
      found.push(...list.map((item) => stringAt(item, 'id') ?? ''));
      next = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
    }
    return found;
  };
  const filtered = (terms: string): Promise<readonly string[]> => walk(`/vnf_instances?${terms}`);
  const status = async (query: string): Promise<number> => (await client.ask('GET', `/vnf_instances?${query}`)).status;

  it('is walked to the end, each item once', async () => {
    expect(await walk('/vnf_instances')).toEqual(ids);
  });

  it('filters', async () => {
    const [a = '', b = '', c = ''] = ids;
    const [name, state] = ['vnfInstanceName', 'instantiationState'];
    if (client.sol013) {
      expect(await filtered(`filter=(eq,id,${b})`)).toEqual([b]);
      expect(await filtered(`filter=${encodeURIComponent(`(eq,${name},'b''(,)')`)}`)).toEqual([b]);
      expect(await filtered(`filter=(eq,${state},NOT_INSTANTIATED);(neq,${name},c)`)).toEqual([b]);
      expect(await filtered('filter=(eq,instantiatedVnfInfo/scaleStatus/scaleLevel,0)')).toEqual([a]);
      expect(await filtered('filter=(eq,id,none)')).toEqual([]);
      for (const bad of [
        'filter=',
        'filter=(eq,foreign,1)',
        'filter=(eq,instantiatedVnfInfo,1)',
        'filter=(x,id,1)',
        'unknown=1',
      ])
        expect([bad, await status(bad)]).toEqual([bad, 400]);
    } else {
      expect(await filtered(`id=${b}`)).toEqual([b]);
      expect(await filtered(`${name}.eq=${encodeURIComponent("b'(,)")}`)).toEqual([b]);
      expect(await filtered(`${state}.eq=NOT_INSTANTIATED&${name}.neq=c`)).toEqual([b]);
      expect(await filtered(`${name}=a,c`)).toEqual([a, c]);
      expect(await filtered('instantiatedVnfInfo.scaleStatus.scaleLevel.gte=0')).toEqual([a]);
      for (const bad of ['foreign=1', 'id', 'instantiatedVnfInfo.eq=1', 'id.like=1'])
        expect([bad, await status(bad)]).toEqual([bad, 400]);
    }
  });

  it('shows the attributes that were asked for', async () => {
    const keys = async (query: string): Promise<readonly string[]> =>
      Object.keys((await client.ask('GET', `/vnf_instances?${query}`)).list[0] ?? {});
    expect(await keys('')).not.toContain('instantiatedVnfInfo');
    expect(await keys('exclude_default')).not.toContain('instantiatedVnfInfo');
    expect(await keys('all_fields')).toContain('instantiatedVnfInfo');
    expect(await keys('fields=instantiatedVnfInfo')).toEqual(
      expect.arrayContaining(['id', '_links', 'instantiatedVnfInfo']),
    );
    expect(await keys('exclude_default&fields=instantiatedVnfInfo')).toContain('instantiatedVnfInfo');
    expect(await keys('exclude_fields=vnfdId')).toEqual(expect.arrayContaining(['vnfdId', 'instantiatedVnfInfo']));
    const { list } = await client.ask('GET', '/vnf_instances?fields=instantiatedVnfInfo/scaleStatus');
    expect(list[0]?.['instantiatedVnfInfo']).toMatchObject({ flavourId: 'simple', scaleStatus: [{}] });
    expect(JSON.stringify(list[0])).not.toContain('vnfcResourceInfo');
    for (const bad of [
      'fields=',
      'fields=foreign',
      'all_fields&exclude_default',
      'fields=id&exclude_fields=id',
      'fields=id&fields=id',
    ])
      expect([bad, await status(bad)]).toEqual([bad, 400]);
  });

  if (release !== '2.4.1')
    it('keeps a walk stable while things change', async () => {
      const { list, headers } = await client.ask('GET', '/vnf_instances');
      const added = await client.created();
      await client.ask('DELETE', `/vnf_instances/${ids[2] ?? ''}`);
      const next = /<([^>]+)>/.exec(headers.get('link') ?? '')?.[1] ?? '';
      expect(list).toHaveLength(2);
      expect(await walk(next)).toEqual([]);
      await client.ask('DELETE', `/vnf_instances/${added}`);
      expect(await status('nextpage_opaque_marker=none')).toBe(400);
    });
});
