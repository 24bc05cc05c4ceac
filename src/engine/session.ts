import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../suites/cases/index.ts';
import { procedures } from '../../suites/procedures/index.ts';
import { removeOwn } from '../../suites/procedures/remove.ts';
import { Journal } from '../drive/journal.ts';
import { HarnessError } from '../errors.ts';
import type { TestCase } from '../judge/case.ts';
import type { Verdict } from '../judge/verdict.ts';
import { loadModel } from '../model/load.ts';
import { RELEASES, type Release } from '../model/release-model.ts';
import { loadProfile } from '../target/load-profile.ts';
import { cleanRun } from './clean.ts';
import { removeReports, removeResults } from './earlier-run.ts';
import { startEmbedded, type EmbeddedHost } from './embedded-host.ts';
import { Engine } from './engine.ts';
import { judgedReleases } from './plan.ts';
import { Pool } from './pool.ts';
import { Ticker } from './progress.ts';
import { describeRun } from './run-info.ts';
import { selectionOf, selectionOfPlan } from './selection.ts';
import { brokenOff, portOf, resumption, runBefore } from './resume.ts';
import { targetDir, targetKey, type RunSettings } from './settings.ts';
import { keepSettings } from './started-with.ts';
import { takeStock } from './stock.ts';
import { writeVerdicts } from './verdicts-file.ts';

interface Wanted {
  readonly target: string;
  readonly release: string;
  readonly case: string;
}

interface LiveTarget {
  readonly engine: Engine;
  readonly out: string;
  readonly wanted: { case: TestCase; release: Release }[];
  readonly embedded: boolean;
  /** Comes when what was planned starts to be driven. */
  turn: Promise<void>;
}

/** Embedded orchestrators share one machine and wait for each other most of the time: so many are driven at once. */
const AT_ONCE = 4;

/** Most verdicts in one answer to a worker. */
const BATCH = 100;

/** All targets of one run of the harness: one engine each, in one process. */
export class Session {
  readonly #targets: ReadonlyMap<string, LiveTarget>;
  readonly #cases: ReadonlyMap<string, TestCase>;

  readonly #settings: RunSettings;
  readonly #embedded: EmbeddedHost;
  readonly #turns = new Pool(AT_ONCE);

  private constructor(
    targets: ReadonlyMap<string, LiveTarget>,
    cases: ReadonlyMap<string, TestCase>,
    settings: RunSettings,
    embedded: EmbeddedHost,
  ) {
    this.#embedded = embedded;
    this.#settings = settings;
    this.#targets = targets;
    this.#cases = cases;
  }

  static async start(settings: RunSettings): Promise<Session> {
    if (settings.resume === true) {
      brokenOff(settings.out);
      removeReports(settings);
    } else removeResults(settings);
    const places = settings.targets.map((target) => {
      const out = targetDir(settings, target);
      const before = settings.resume === true ? runBefore(out) : undefined;
      emptyRunDirectory(out, target.kind === 'profile', before !== undefined);
      return { target, key: targetKey(target), out, before };
    });
    keepSettings(settings);
    // They start while this process loads what it needs.
    const starting = startEmbedded(
      places.flatMap(({ target, out, before }) =>
        target.kind === 'embedded'
          ? [{ release: target.release, dir: out, ...(before === undefined ? {} : { port: portOf(before) }) }]
          : [],
      ),
    );
    const cases = catalogue();
    const model = loadModel();
    const targets = new Map<string, LiveTarget>();
    const ticker = new Ticker();
    const embedded = await starting;
    const written = embedded.profileFiles.values();
    for (const { target, key, out, before } of places) {
      const profile = loadProfile(target.kind === 'profile' ? target.file : (written.next().value ?? ''));
      const resume = before === undefined ? undefined : resumption(before, profile, out);
      if (resume !== undefined && existsSync(join(out, 'journal.ndjson'))) await cleanRun(out, profile);
      const models = RELEASES.map((release) => model.release(release));
      // All that the APIs belong to, also where the run is narrowed: the record stays evidence for the others.
      const judged = judgedReleases(profile, models);
      const describe = (): void => describeRun(engine, out, selectionOf(settings), 'start');
      const engine = await Engine.start({
        profile,
        out,
        cases,
        procedures: procedures(),
        models: models.filter(({ release }) => judged.includes(release)),
        remove: removeOwn,
        takeStock,
        onProgress: (progress) => ticker.tick(key, progress),
        onReturn: describe,
        ...(resume === undefined ? {} : { resume }),
      });
      describe();
      targets.set(key, {
        engine,
        out,
        wanted: [],
        embedded: target.kind === 'embedded',
        turn: Promise.resolve(),
      });
    }
    const byId = new Map(cases.map((testCase) => [testCase.id, testCase]));
    return new Session(targets, byId, settings, embedded);
  }

  plan(wanted: readonly Wanted[]): void {
    for (const one of wanted) {
      const target = this.#targets.get(one.target);
      const testCase = this.#cases.get(one.case);
      const release = target?.engine.releases.find((judged) => judged === one.release);
      if (target !== undefined && testCase !== undefined && release !== undefined)
        target.wanted.push({ case: testCase, release });
    }
    for (const target of this.#targets.values()) {
      target.turn = new Promise((resolve, reject) => {
        const drive = (): Promise<void> => {
          resolve();
          return target.engine.plan(target.wanted);
        };
        (target.embedded ? this.#turns.run(drive) : drive()).catch(reject);
      });
      target.turn.catch(() => undefined);
    }
  }

  /** Whether the deployment claims the release; `undefined` for a target that is not of this run. */
  claims(target: string, release: string): boolean | undefined {
    return this.#targets.get(target)?.engine.profile.claims.some((claimed) => claimed === release);
  }

  /** The verdict on a case, once it is there; then those of the cases planned next that are settled by then. */
  async verdicts(targetName: string, caseId: string, release: string): Promise<readonly Verdict[]> {
    const target = this.#targets.get(targetName);
    const testCase = this.#cases.get(caseId);
    if (target === undefined || testCase === undefined)
      throw new HarnessError(`there is no case ${caseId} for target ${targetName}`, { code: 'E_HARNESS' });
    const { engine, wanted } = target;
    const judged = engine.releases.find((one) => one === release);
    if (judged === undefined) return [outOfReach(testCase, release as Release)];
    const at = wanted.findIndex((one) => one.case === testCase && one.release === judged);
    // Not planned where the run's own reporter was replaced (`playwright test --reporter`).
    if (at === -1) wanted.push({ case: testCase, release: judged });
    await target.turn;
    const first = await engine.verdict(testCase, judged);
    const next = at === -1 ? [] : wanted.slice(at + 1, at + BATCH);
    const settled = next.filter((one) => one.release === judged && engine.isSettled(one.case, judged));
    return [first, ...settled.map((one) => engine.judged(one.case, judged))];
  }

  /** No more is driven: what runs is cut short and cleans up. */
  stop(): void {
    this.#turns.drop(new Error('the run was stopped'));
    for (const { engine } of this.#targets.values()) engine.stop();
  }

  /**
   * Ends all engines and writes `verdicts.ndjson` and `run.json` of each target. Returns what could not be shown: a sentence for
   * each target of which no selected case passed or failed in a claimed release.
   */
  async finish(): Promise<readonly string[]> {
    const unshown: string[] = [];
    this.#turns.drop(new Error('the run was stopped'));
    for (const target of this.#targets.values()) {
      await target.engine.close();
      await writeVerdicts(target.out, verdictsOf(target));
      const of = { releases: target.engine.releases, cases: [...this.#cases.values()] };
      describeRun(target.engine, target.out, selectionOfPlan(this.#settings, target.wanted, of), 'end');
      unshown.push(...nothingShown(target));
    }
    await this.#embedded.stop();
    return unshown;
  }
}

/** A release whose API version the deployment does not offer at all. */
function outOfReach(testCase: TestCase, release: Release): Verdict {
  const reason = 'the profile has no URI for the API version of this release';
  return {
    case: testCase.id,
    release,
    api: testCase.api,
    major: '',
    role: testCase.role,
    verdict: 'not-supported',
    reason,
    tst010: testCase.tst010 ?? [],
    findings: [],
    judged: 0,
  };
}

function nothingShown(target: LiveTarget): readonly string[] {
  const { name, claims } = target.engine.profile;
  let reason: string | undefined;
  for (const { release, verdict, ...more } of verdictsOf(target)) {
    if (!claims.some((claimed) => claimed === release)) continue;
    if (verdict === 'pass' || verdict === 'fail' || verdict === 'error') return [];
    if (verdict === 'inconclusive') reason ??= more.reason ?? '';
  }
  return reason === undefined
    ? []
    : [`nothing could be shown of ${name}: ${reason}; \`nfv-tst matrix ${target.out}\` tells more`];
}

/** On what was selected. */
function* verdictsOf({ engine, wanted }: LiveTarget): Generator<Verdict> {
  const selected = new Set(wanted.map((one) => `${one.release} ${one.case.id}`));
  for (const verdict of engine.verdicts()) if (selected.has(`${verdict.release} ${verdict.case}`)) yield verdict;
}

/**
 * Files of an earlier run in the same directory are replaced, except when it is resumed; anything else there is left alone.
 * What that run left on a target that lives on stays in the journal, so that it is still removed.
 */
function emptyRunDirectory(out: string, targetLivesOn: boolean, goesOn: boolean): void {
  mkdirSync(out, { recursive: true });
  const journal = join(out, 'journal.ndjson');
  for (const name of goesOn ? ['verdicts.ndjson'] : ['verdicts.ndjson', 'exchanges.ndjson', 'run.json'])
    rmSync(join(out, name), { force: true });
  if (!existsSync(journal)) return;
  if (targetLivesOn) new Journal(journal).compact();
  else rmSync(journal);
}

const LIVE = Symbol.for('nfv-tst.session');
type Holder = typeof globalThis & { [LIVE]?: Session };

/** Set-up and reporter are loaded apart but live in one process; this is how they meet. */
export function liveSession(): Session | undefined {
  return (globalThis as Holder)[LIVE];
}

export function setLiveSession(session: Session): void {
  (globalThis as Holder)[LIVE] = session;
}
