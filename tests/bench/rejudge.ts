import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StoreLine } from '../../src/exchange/exchange.ts';
import { matchExchange } from '../../src/exchange/match.ts';
import { jsonOf } from '../../src/exchange/body.ts';
import type { RunInfo } from '../../src/judge/run-info.ts';
import { loadModel } from '../../src/model/load.ts';
import { validatorFor } from '../../src/model/schema.ts';
import { nfvTst } from '../command.ts';
import { report, seconds } from './figure.ts';

/**
 * A whole run on the embedded orchestrator, and judging its record again: as it is, against a bare validation of the same bodies,
 * and made longer by repetition, each in a process of its own.
 */

const HERE = fileURLToPath(import.meta.url);
const LONG = [10_000, 100_000];

interface Measured {
  readonly seconds: number;
  readonly verdicts: number;
  readonly peakMB: number;
}

if (process.argv[2] === undefined) await all();
else await judgeHere(process.argv[2], process.argv[3] === 'bare');

async function all(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const out = join(dir, 'run');
    const run = await seconds(async () => {
      const { code, err } = await nfvTst('run', '--out', out);
      if (code !== 0 && code !== 1) throw new Error(`the run ended with ${code}\n${err}`);
    });
    const targets = ['2.4.1', '2.6.1', '3.3.1', '3.7.1'].map((release) => join(out, `embedded-${release}`));
    const exchanges = targets.reduce((sum, one) => sum + infoOf(one).exchanges, 0);
    report({
      figure: 'run: embedded orchestrator, four releases',
      value: run,
      unit: 's',
      limit: 30,
      of: { exchanges },
    });
    const again = await seconds(async () => {
      const { code, err } = await nfvTst('judge', out);
      if (code !== 0) throw new Error(`judging again ended with ${code}\n${err}`);
    });
    report({ figure: 'nfv-tst judge: those records again', value: again, unit: 's', limit: 3, of: { exchanges } });
    await againstValidation(targets[2] ?? '');
    for (const count of LONG) await longer(targets[2] ?? '', dir, count);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function againstValidation(target: string): Promise<void> {
  const judged = await measured(target);
  const bare = await measured(target, 'bare');
  report({
    figure: 'judging / nothing but validating the same bodies',
    value: judged.seconds / bare.seconds,
    unit: 'ratio',
    limit: 2,
    of: { judgedSeconds: judged.seconds.toFixed(2), validatedSeconds: bare.seconds.toFixed(2) },
  });
}

async function longer(target: string, dir: string, count: number): Promise<void> {
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

/** In a process of its own, so that one measurement does not warm up the next. */
async function measured(dir: string, how?: 'bare'): Promise<Measured> {
  const child = fork(HERE, [dir, ...(how === undefined ? [] : [how])], { execArgv: ['--import', 'tsx'] });
  const [message] = (await once(child, 'message')) as [Measured];
  await once(child, 'exit');
  return message;
}

async function judgeHere(dir: string, bare: boolean): Promise<void> {
  const [{ rejudge }, { catalogue }] = await Promise.all([
    import('../../src/engine/rejudge.ts'),
    import('../../suites/cases/index.ts'),
  ]);
  loadModel();
  catalogue();
  let verdicts = 0;
  const spent = await seconds(async () => {
    verdicts = bare ? validate(dir) : (await rejudge(dir, { out: null })).verdicts.length;
  });
  const measured: Measured = { seconds: spent, verdicts, peakMB: process.resourceUsage().maxRSS / 1000 };
  process.send?.(measured);
}

/** Reads the record and validates every payload by its schema, for each release that it is evidence for. @returns how many */
function validate(dir: string): number {
  const { roots } = infoOf(dir).target;
  const models = (['3.3.1', '3.7.1'] as const).map((release) => loadModel().release(release));
  let validated = 0;
  for (const text of readFileSync(join(dir, 'exchanges.ndjson'), 'utf8').split('\n')) {
    const line = text === '' ? undefined : (JSON.parse(text) as StoreLine);
    if (line?.type !== 'exchange') continue;
    for (const model of models) {
      const match = matchExchange(line, model, roots);
      const answer = match?.operation?.responses.get(line.response?.status ?? 0);
      const [body, type, list] =
        line.direction === 'outbound'
          ? [line.response?.body, answer?.type, answer?.list === true]
          : [line.request.body, match?.operation?.request?.type, false];
      const json = jsonOf(body);
      if (type === undefined || json.kind !== 'json') continue;
      const check = validatorFor(model, type, { direction: line.direction === 'outbound' ? 'response' : 'request' });
      for (const one of list && Array.isArray(json.value) ? (json.value as unknown[]) : [json.value]) check(one);
      validated += 1;
    }
  }
  return validated;
}

function infoOf(dir: string): RunInfo {
  return JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as RunInfo;
}
