import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanRun } from '../src/engine/clean.ts';
import { embeddedTarget } from '../src/engine/embedded.ts';
import { Journal } from '../src/drive/journal.ts';
import { loadProfile } from '../src/target/load-profile.ts';

test('what went before the kill, without a word of it in the journal, is not left', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'clean-'));
  const sut = await embeddedTarget('3.3.1', dir);
  writeFileSync(join(dir, 'journal.ndjson'), '');
  const journal = new Journal(join(dir, 'journal.ndjson'));
  for (const resource of ['vnf_instances', 'subscriptions', 'vnf_snapshots'])
    journal.made({ resource, url: `${sut.url}/${resource}/gone`, run: 'r', api: 'vnflcm', major: 'v2' });
  const cleaned = await cleanRun(dir, loadProfile(sut.profileFile));
  await sut.stop();
  rmSync(dir, { recursive: true });
  expect(cleaned).toEqual({ removed: 3, left: [] });
});
