import { once } from 'node:events';
import { copyFileSync, createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreLine } from '../../src/exchange/exchange.ts';
import { report } from './figure.ts';
import { measured } from './judged.ts';

/** Judges a record that was made longer by repetition, and reports speed and memory. */
export async function longer(target: string, dir: string, count: number): Promise<void> {
  const copy = join(dir, `x${count}`);
  const made = await repeat(target, copy, count);
  const { seconds: spent, verdicts, peakMB } = await measured(copy);
  const of = { exchanges: made, verdicts, seconds: spent.toFixed(1) };
  report({ figure: `exchanges judged again, record of ${count}`, value: made / spent, unit: 'per s', of });
  report({ figure: `peak memory of that`, value: peakMB, unit: 'MB', limit: 400, of });
}

/** The record again and again, under other names, until it holds so many exchanges. @returns how many it holds */
async function repeat(from: string, to: string, count: number): Promise<number> {
  mkdirSync(to, { recursive: true });
  copyFileSync(join(from, 'run.json'), join(to, 'run.json'));
  const lines = readFileSync(join(from, 'exchanges.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as StoreLine);
  const inner = lines.filter((line) => 'run' in line && line.type !== 'header');
  const file = createWriteStream(join(to, 'exchanges.ndjson'));
  const write = async (line: StoreLine): Promise<void> => {
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
  };
  let exchanges = 0;
  let runs = 0;
  for (const line of lines) if (line.type === 'header') await write(line);
  for (let time = 0; exchanges < count; time += 1) {
    for (const line of inner) {
      const renamed = { ...line, run: `${line.run}#${time}` };
      if (renamed.type === 'exchange') exchanges += 1;
      else if (renamed.type === 'end') runs += 1;
      await write(renamed.type === 'exchange' ? { ...renamed, id: `x${exchanges}` } : renamed);
    }
  }
  await write({ type: 'footer', exchanges, runs, at: new Date().toISOString() });
  file.end();
  await once(file, 'finish');
  return exchanges;
}
