import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';

/** Chromium of the system; CHROMIUM names another one. */
export function chromiumPath(): string {
  return process.env['CHROMIUM'] ?? '/usr/bin/chromium';
}

export interface ScreenshotOptions {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** Part of the address after `#`: what the explorer shows. */
  readonly view?: string;
  /** The whole page, however long. */
  readonly full?: boolean;
  /** CSS selectors of disclosures to open by a click, in order. */
  readonly clicks?: readonly string[];
}

/** Takes a picture of a matrix page. */
export async function screenshot(page: string, png: string, options: ScreenshotOptions = {}): Promise<void> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  try {
    const tab = await browser.newPage({
      viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
      colorScheme: options.dark === true ? 'dark' : 'light',
    });
    await tab.goto(`${pathToFileURL(resolve(page)).href}#${options.view ?? ''}`);
    for (const selector of options.clicks ?? []) await tab.locator(selector).first().click();
    await tab.screenshot({ path: png, fullPage: options.full ?? false });
  } finally {
    await browser.close();
  }
}

/** `tsx reporters/html/screenshot.ts DIR OUT.png [--dark] [--full] [--width N] [--view VIEW]` */
async function main(args: readonly string[]): Promise<number> {
  const [dir, out] = args;
  if (dir === undefined || out === undefined) {
    process.stderr.write('usage: screenshot.ts DIR OUT.png [--dark] [--full] [--width N] [--view VIEW]\n');
    return 2;
  }
  const page = join(dir, 'matrix.html');
  if (!existsSync(page)) {
    process.stderr.write(`${page} does not exist: write the reports first (nfv-tst matrix DIR)\n`);
    return 2;
  }
  const after = (flag: string): string | undefined => {
    const at = args.indexOf(flag);
    return at < 0 ? undefined : args[at + 1];
  };
  await screenshot(page, out, {
    dark: args.includes('--dark'),
    full: args.includes('--full'),
    width: Number(after('--width') ?? 1280),
    view: after('--view') ?? '',
  });
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}
