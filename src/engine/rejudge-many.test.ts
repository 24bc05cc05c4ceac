import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sampleRun, writeSample } from '../../tests/sample/sample-run.ts';
import { HarnessError, UserError } from '../errors.ts';
import { rejudgeMany, type Judging } from './rejudge-many.ts';

const dir = mkdtempSync(join(tmpdir(), 'many-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A record that is judged in this process, because it is longer, and the given one, which a helper judges. */
function beside(other: string): readonly Judging[] {
  return [
    { dir: join(dir, 'long'), out: join(dir, 'long') },
    { dir: other, out: other },
  ];
}

test('an error in a helper process is reported as it would be in this one', async () => {
  await writeSample(join(dir, 'long'), sampleRun({ cases: 300 }));
  const broken = await writeSample(join(dir, 'broken'), sampleRun());
  rmSync(join(broken, 'exchanges.ndjson'));
  mkdirSync(join(broken, 'exchanges.ndjson'));
  const fault = await rejudgeMany(beside(broken)).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(HarnessError);
  expect(fault).toMatchObject({
    exitCode: 3,
    code: 'E_HARNESS',
    message: expect.stringContaining('EISDIR') as string,
    wayOut: expect.stringContaining('Please report it') as string,
  });

  const none = join(dir, 'none');
  mkdirSync(none);
  const mistake = await rejudgeMany(beside(none)).catch((error: unknown) => error);
  expect(mistake).toBeInstanceOf(UserError);
  expect(mistake).toMatchObject({
    exitCode: 2,
    code: 'E_RECORD',
    message: expect.stringContaining(join(none, 'run.json')) as string,
    wayOut: expect.stringContaining('Name a directory') as string,
  });
});
