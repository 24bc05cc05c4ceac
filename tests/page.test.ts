import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HtmlOptions } from '../reporters/html/html-report.ts';
import { chromiumPath } from '../reporters/html/screenshot.ts';
import { visible } from '../reporters/visible.ts';
import { writeReports, type Written } from '../reporters/write-reports.ts';
import { HOSTILE } from './sample/hostile.ts';
import { sampleRun, writeSample, type SampleOptions } from './sample/sample-run.ts';

const missing = !existsSync(chromiumPath());
if (missing) {
  process.stderr.write(
    `The matrix page is not tested: no Chromium at ${chromiumPath()}; install it or set CHROMIUM.\n`,
  );
}

/** An open page with everything that it tried and should not have. */
interface Opened {
  readonly page: Page;
  readonly written: Written;
  readonly trouble: string[];
}

describe.skipIf(missing)('the matrix page in a browser', () => {
  let browser: Browser;
  let dir = '';

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'page-'));
    browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await rm(dir, { recursive: true });
  });

  async function open(samples: readonly SampleOptions[], options: HtmlOptions = {}, hash = ''): Promise<Opened> {
    const out = await mkdtemp(join(dir, 'run-'));
    const dirs: string[] = [];
    for (const [i, sample] of samples.entries()) dirs.push(await writeSample(join(out, String(i)), sampleRun(sample)));
    const written = await writeReports(dirs, out, options);
    // What still moves may be missed by a click.
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => trouble.push(`dialog: ${dialog.message()}`));
    const file = pathToFileURL(written.files.html).href;
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== file) trouble.push(`request: ${request.url()}`);
    });
    await page.goto(`${file}${hash}`);
    return { page, written, trouble };
  }

  test('clicks lead from a cell to its cases, a finding and its exchange', async () => {
    const { page, written, trouble } = await open([{ cases: 30 }]);
    const row = written.matrix.targets[0]?.rows[0];
    const cell = page.locator('button.cell').first();
    await expect.poll(() => cell.innerText()).toContain(`non-conformant ${row?.cells[0]?.deviations ?? -1}`);

    await cell.click();
    const cases = page.locator('details.case');
    await expect.poll(() => cases.count()).toBe(30);
    const failed = cases.filter({ hasText: 'body_schema_11' });
    await failed.locator('summary').first().click();
    const finding = failed.locator('article.finding');
    const text = await finding.innerText();
    for (const part of ['SOL013 6.4', '405-without-allow', 'header Allow in a 405 response', 'SUT', '/0/startTime'])
      expect(text).toContain(part);

    const exchange = finding.locator('details.exchange').first();
    await exchange.locator('summary').click();
    const shown = await exchange.innerText();
    expect(shown).toContain('POST http://127.0.0.1:9890/vnflcm/v1/vnf_instances?filter=(eq,id,1)');
    expect(shown).toContain('"operationState": "COMPLETED"');
    expect(shown).toContain('application/problem+json');
    expect(shown).toContain(`'Authorization: Bearer '"$AUTHORIZATION"`);

    await exchange.getByRole('button', { name: 'as sent' }).first().click();
    await expect.poll(() => exchange.locator('pre').first().innerText()).toContain('"operationState":"COMPLETED"');
    expect(trouble).toEqual([]);
  });

  test('everything can be done with the keyboard', async () => {
    const { page } = await open([{ cases: 12 }]);
    await page.locator('button.cell').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#tab-cases').getAttribute('aria-selected')).toBe('true');
    await page.locator('#tab-cases').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate('document.activeElement.id')).toBe('tab-deviations');
    await page.locator('details.deviation summary').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('details.deviation .comparison').count()).toBe(1);
  });

  test('strings of the SUT are shown and never act', async () => {
    const { page, trouble, written } = await open(
      [{ cases: 30, hostile: HOSTILE }],
      {},
      `#search=${HOSTILE}&open=${HOSTILE}`,
    );
    await page.getByRole('searchbox').fill('');
    await page.waitForTimeout(200);
    await page.locator('button.cell').first().click();
    for (const entry of ['body_schema_11', 'not_acceptable_10']) {
      const one = page.locator('details.case').filter({ hasText: entry });
      await one.locator('summary').first().click();
      for (const exchange of await one.locator('details.exchange > summary').all()) await exchange.click();
    }
    await page.locator('#tab-deviations').click();
    await page.locator('details.deviation summary').first().click();
    await page.locator('details.deviation details.exchange summary').first().click();

    const text = await page.locator('details.deviation').first().innerText();
    const oneLine = (value: string): string => value.replace(/\s+/g, ' ');
    expect(oneLine(text)).toContain(oneLine(visible(HOSTILE)));
    await expect.poll(() => page.locator('h2').innerText()).toBe(`Sample VNFM${visible(HOSTILE)}`);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    // Only what the template has: the data, a block for each exchange, the script of the page.
    await expect.poll(() => page.locator('script:not([type])').count()).toBe(1);
    await expect.poll(() => page.locator('img, iframe, object, embed, link, svg:not(.bar)').count()).toBe(0);
    expect(trouble).toEqual([]);

    const html = await readFile(written.files.html, 'utf8');
    expect([...new Set(html.match(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u007f-\u009f\0]/gu))]).toEqual([]);
  });

  test('the policy of the page stops a script that gets in all the same', async () => {
    const { page } = await open([{ cases: 3 }]);
    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'window.pwned = 1';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.pwned = 2">');
    }`);
    await page.waitForTimeout(100);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
  });

  test('filters by verdict, release, API and words; figures are those of matrix.json', async () => {
    const { page, written } = await open([{ cases: 30 }]);
    const target = written.matrix.targets[0];
    const row = target?.rows.find(({ release }) => release === '3.3.1');
    await page.locator('button.cell[data-release="3.3.1"][data-column="2"]').click();
    const counted = row?.cells[2]?.cases;
    await expect.poll(() => page.locator('.chip.fail').innerText()).toBe(`fail ${counted?.fail ?? -1}`);
    await page.locator('.chip.inconclusive').click();
    await expect.poll(() => page.locator('details.case').count()).toBe(counted?.inconclusive);
    await page.locator('.chip.fail').click();
    await expect
      .poll(() => page.locator('details.case').count())
      .toBe((counted?.inconclusive ?? 0) + (counted?.fail ?? 0));
    await page.getByLabel('API').selectOption('-1');
    const all = row?.total.cases;
    await expect.poll(() => page.locator('details.case').count()).toBe((all?.inconclusive ?? 0) + (all?.fail ?? 0));
    await page.getByRole('searchbox').fill('grant LOCATION');
    await expect.poll(() => page.locator('details.case').count()).toBe(1);
    await page.getByRole('searchbox').fill('nothing of the kind');
    await expect.poll(() => page.locator('.empty').count()).toBe(1);
    // A view can be sent to somebody: the address says it all.
    await page.getByRole('searchbox').fill('');
    await expect.poll(() => page.locator('details.case').count()).toBeGreaterThan(1);
    await page.reload();
    await expect.poll(() => page.locator('details.case').count()).toBe((all?.inconclusive ?? 0) + (all?.fail ?? 0));
  });

  test('one entry for each root cause, which leads to the cases that show it', async () => {
    const { page, written } = await open([{ cases: 30 }]);
    const listed = written.matrix.targets[0]?.deviations ?? [];
    await expect.poll(() => page.locator('details.deviation').count()).toBe(listed.length);
    const entry = page.locator('details.deviation').first();
    await expect.poll(() => entry.innerText()).toContain(`${listed[0]?.places ?? -1} places`);
    await entry.locator('summary').first().click();
    await entry.getByRole('button', { name: listed[0]?.cases[0] ?? '', exact: true }).click();
    await expect.poll(() => page.locator('details.case[open]').count()).toBeGreaterThan(0);
    await expect.poll(() => page.locator('article.finding').first().innerText()).toContain(listed[0]?.message);
  });

  test('claimed releases stand first, the others apart and with other words', async () => {
    const { page } = await open([
      { cases: 5, failEvery: 5, openEvery: 0, claims: ['3.7.1'], releases: ['2.6.1', '3.7.1'] },
    ]);
    await expect.poll(() => page.locator('tbody.claimed th[scope=row]').allInnerTexts()).toEqual(['3.7.1']);
    await expect.poll(() => page.locator('tbody.apart th[scope=row]').allInnerTexts()).toEqual(['2.6.1']);
    await expect.poll(() => page.locator('tbody.claimed button').first().innerText()).toContain('non-conformant 1');
    await expect.poll(() => page.locator('tbody.apart button').first().innerText()).toContain('would fail in 1');
  });

  test('nothing is called conformant in a restricted run or an incomplete record', async () => {
    const fine = { cases: 5, failEvery: 0, openEvery: 0 };
    const { page, written } = await open([
      { ...fine, selection: { cases: ['vnflcm.*'] } },
      {
        ...fine,
        complete: false,
        incomplete: 'exchanges.ndjson:7: not JSON',
        outages: [{ from: '2026-01-01T12:00:00.000Z' }],
      },
    ]);
    const text = await page.locator('main').innerText();
    expect(text).toContain('this is not a statement of conformance');
    expect(text).toContain('nothing here says that the target conforms: exchanges.ndjson:7: not JSON');
    expect(text).toContain('The target was not reachable from 12:00:00 on (UTC).');
    expect(text).not.toMatch(/\bconformant|would conform|conforms to/);
    await expect.poll(() => page.locator('section .outcome').allInnerTexts()).toEqual(['passed', 'not fully judged']);
    expect(written.matrix.targets.map(({ summary }) => summary.exitCode)).toEqual([0, 3]);
  });

  test('several targets have a table each, and a cell opens the cases of its own target', async () => {
    const { page } = await open([
      { cases: 5, name: 'first', claims: ['2.6.1'], failEvery: 0, openEvery: 0 },
      { cases: 8, name: 'second', claims: ['3.3.1'] },
    ]);
    await expect.poll(() => page.locator('h2').allInnerTexts()).toEqual(['first', 'second']);
    await expect.poll(() => page.locator('section .outcome').allInnerTexts()).toEqual(['conformant', 'non-conformant']);
    await page.locator('button.cell[data-target="1"][data-release="3.3.1"][data-column="0"]').click();
    await expect.poll(() => page.locator('details.case').count()).toBe(8);
    await page.getByRole('combobox', { name: 'Target' }).selectOption('first');
    await page.getByLabel('API').selectOption('0');
    await page.getByLabel('Release').selectOption('2.6.1');
    await expect.poll(() => page.locator('details.case').count()).toBe(5);
  });

  test('says what it does not hold, and keeps a long list short at first', async () => {
    const { page, trouble } = await open([{ cases: 300 }], { limits: { exchanges: 10 } });
    await expect.poll(() => page.locator('.note').first().innerText()).toMatch(/contains 10 of the \d+ exchanges/);
    await page.locator('button.cell[data-column="-1"]').first().click();
    await expect.poll(() => page.locator('details.case').count()).toBe(200);
    await page.getByRole('button', { name: /Show more \(200 of 1200 shown\)/ }).click();
    await expect.poll(() => page.locator('details.case').count()).toBe(400);
    await page.locator('details.case').nth(150).locator('summary').first().click();
    await expect.poll(() => page.locator('.exchanges').innerText()).toMatch(/In exchanges\.ndjson: x\d+ x\d+/);
    expect(trouble).toEqual([]);
  });

  test('what the catalogue knows of a case is shown with it', async () => {
    const { page } = await open([{ cases: 3 }], {
      catalogue: new Map([
        ['vnflcm.vnf_instances.success_0', { title: 'Create', purpose: 'A purpose.', clause: 'SOL003 5.4.2.3.1' }],
      ]),
    });
    await page.locator('#tab-cases').click();
    const entry = page.locator('details.case').filter({ hasText: 'vnflcm.vnf_instances.success_0' }).first();
    await entry.locator('summary').click();
    const text = await entry.innerText();
    for (const part of ['Create. A purpose.', 'SOL003 5.4.2.3.1', '1 exchange judged', '2.6.1:7.3.1.0.1'])
      expect(text).toContain(part);
  });

  test('every row has title and clause, inconclusive ones with the reason below', async () => {
    const sample = sampleRun({ cases: 12 });
    const catalogue = new Map(
      sample.verdicts.map((one) => [one.case, { title: `Title of ${one.case}`, purpose: '', clause: 'SOL003 5.4.2' }]),
    );
    const { page } = await open([{ cases: 12 }], { catalogue }, '#view=cases&verdicts=inconclusive');
    const row = page.locator('details.case > summary').first();
    const id = await row.locator('.case-id').innerText();
    await expect.poll(() => row.locator('.case-title').innerText()).toBe(`Title of ${id}`);
    await expect.poll(() => row.locator('.clause').innerText()).toBe('SOL003 5.4.2');
    const [title, reason] = [await row.locator('.case-title').boundingBox(), await row.locator('.hint').boundingBox()];
    expect(reason?.y).toBeGreaterThan((title?.y ?? 0) + 5);
  });

  test('an interrupted run and the qualification of the suite are reported', async () => {
    const { page } = await open([{ cases: 3, complete: false }], {
      qualification: {
        harness: '1.2.3',
        at: '2026-01-02T03:04:05.678Z',
        faults: { seeded: 80, found: 80 },
        manners: { driven: 30, passed: 400, failed: 0 },
        mutants: { made: 1000, killed: 985, equivalent: 10 },
      },
    });
    await expect.poll(() => page.locator('.alert').first().innerText()).toContain('interrupted');
    await expect
      .poll(() => page.locator('.qualification').innerText())
      .toBe(
        'This suite: 80 faults seeded, 80 found; 0 of 400 cases blamed where an orchestrator was right in 30 other ways; 985 of 990 record mutants detected (nfv-tst 1.2.3, 2026-01-02).',
      );
    const { page: bare } = await open([{ cases: 3 }]);
    await expect.poll(() => bare.locator('.qualification').innerText()).toContain('no qualification is stored');
  });
});
