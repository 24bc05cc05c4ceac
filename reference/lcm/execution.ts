import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../clock.ts';
import { wrongTurn } from '../faults/arrows.ts';
import { faulty } from '../faults/seeded.ts';
import { type JsonObject, stringAt } from '../json.ts';
import { OperationFailure, Problem, type ProblemDetails } from '../problem.ts';
import { extVirtualLinkInfo } from '../represent/instance.ts';
import { replaced } from '../tasks/common.ts';
import type { LcmTask } from '../tasks/task.ts';
import { flavourOf } from '../vnfd/vnfd.ts';
import type { World } from '../world.ts';
import { deltaBetween, isEmpty, resourceChangesOf } from './changes.ts';
import { extCpsOf } from './connectivity.ts';
import { type FailureMode, fate, failureMode } from './failure.ts';
import type { VnfInstance } from './instance.ts';
import {
  failsWrongly,
  isLeftBehind,
  nothingTold,
  retriedFate,
  shown,
  stuck,
  withoutEffect,
  raisedLevels,
  type Instantiated,
} from './misdeeds.ts';
import { changedInfo, splitByPackage } from './modifications.ts';
import { type CancelMode, type OpOcc, type OperationResults, type OperationState, entered } from './op-occ.ts';
import { isLostOverNames } from './unnamed.ts';
import { ignoredRefusal, missesVim, takesAllTheSame } from './ungranted.ts';
import { granted, informedBy } from './use-grant.ts';

/** Milliseconds after which nobody waits for an operation that was told to hang. */
const LONGEST_HANG = 3_600_000;

/** Milliseconds that a graceful cancel leaves to what is being done with resources. */
const SEEN_TO_END = 300;

/** One LCM operation on its way: prepares, asks for the grant, works, rolls back; moves its operation occurrence along. */
export class Execution {
  readonly opOccId: string;
  readonly #world: World;
  readonly #task: LcmTask;
  readonly #before: VnfInstance;
  readonly #params: JsonObject;
  readonly #mode: FailureMode;
  #aim: VnfInstance;
  #attempts = 0;
  #rollbacks = 0;
  #isAsking = false;
  #informed: ReadonlySet<string> = new Set();
  #interrupt = new AbortController();

  constructor(world: World, task: LcmTask, before: VnfInstance, params: JsonObject, opOccId: string) {
    this.#world = world;
    this.#task = task;
    this.#before = before;
    this.#aim = before;
    this.#params = params;
    this.#mode = failureMode(params);
    this.opOccId = opOccId;
  }

  get opOcc(): OpOcc {
    const opOcc = this.#world.store.opOccs.get(this.opOccId);
    if (!opOcc) throw new Error(`VnfLcmOpOcc ${this.opOccId} is gone`);
    return opOcc;
  }

  /** STARTING, and on to the end of the first attempt. */
  async start(): Promise<void> {
    let grant: Pick<OpOcc, 'grantId' | 'grantUri'> = {};
    try {
      await this.#phase('starting', 1);
      const input = { world: this.#world, instance: this.#before, params: this.#params };
      this.#aim = await this.#task.aim(input);
      if (this.#task.granted && !faulty('grant-not-asked-for') && !faulty('grant-asked-for-late'))
        grant = await this.#askGrant();
      this.#refuseCancelled();
    } catch (error) {
      if (takesAllTheSame(this.#task.operation)) this.#take();
      this.#enter(faulty('refused-grant-ends-as-failed') ? 'FAILED' : 'ROLLED_BACK', { error: this.#problemOf(error) });
      return;
    }
    this.#enter('PROCESSING', grant);
    if (faulty('grant-asked-for-late')) await this.#grantLate();
    await this.process();
  }

  async #grantLate(): Promise<void> {
    const grant = await this.#askGrant();
    this.#world.store.opOccs.set(this.opOccId, { ...this.opOcc, ...grant });
  }

  /** PROCESSING is entered; an attempt is made. */
  async process(): Promise<void> {
    this.#attempts++;
    try {
      await this.#phase('processing', this.#attempts);
    } catch (error) {
      if (faulty('levels-raised-by-failed-healing') && this.#task.operation === 'HEAL') this.#spoil(raisedLevels);
      const done = this.#mode === 'late' ? { results: this.#results() } : {};
      const end =
        faulty('graceful-cancel-undoes') && this.opOcc.cancelMode === 'GRACEFUL' ? 'ROLLED_BACK' : 'FAILED_TEMP';
      this.#enter(end, { error: this.#problemOf(error), ...done });
      return;
    }
    if (faulty('told-before-it-is-so')) {
      const soon: OpOcc = { ...this.opOcc, operationState: 'COMPLETED', results: this.#results() };
      this.#world.notifier.stateEntered(soon, this.#aim);
      await sleep(400);
    }
    this.#complete();
  }

  async retry(): Promise<void> {
    if (faulty('retry-does-nothing')) return;
    if (faulty('retried-scaling-scales-twice') && this.#task.operation === 'SCALE')
      this.#aim = await this.#task.aim({ world: this.#world, instance: this.#aim, params: this.#params });
    this.#enter('PROCESSING');
    await this.process();
  }

  async rollback(): Promise<void> {
    const { error } = this.opOcc;
    this.#enter('ROLLING_BACK');
    this.#rollbacks++;
    try {
      await this.#phase('rollback', this.#rollbacks);
      if (faulty('second-rollback-fails') && this.#rollbacks > 1)
        throw new OperationFailure(500, 'resources could not be released');
      if (faulty('rollback-accepted-in-vain') && this.#task.operation === 'HEAL')
        throw new OperationFailure(500, 'HEAL cannot be rolled back');
    } catch (failure) {
      this.#enter('FAILED_TEMP', { error: this.#problemOf(failure) });
      return;
    }
    if (faulty('vnfcs-replaced-by-rollback') && this.#task.operation === 'CHANGE_VNFPKG')
      this.#spoil(({ vnfcs }) => ({ vnfcs: replaced(this.#world, vnfcs) }));
    if (isLeftBehind(this.#task.operation)) this.#world.store.instances.set(this.#before.id, this.#aim);
    this.#enter('ROLLED_BACK', { ...(error ? { error } : {}), results: {} });
  }

  fail(): void {
    const { error } = this.opOcc;
    const results = faulty('changes-forgotten-by-fail') ? {} : this.opOcc.results;
    this.#enter('FAILED', { ...(error ? { error } : {}), results });
    if (faulty('failed-is-not-final'))
      setTimeout(() => this.#enter('FAILED_TEMP', error ? { error } : {}), 1000).unref();
  }

  /** GRACEFUL waits for the grant and lets the running phase end, FORCEFUL breaks it off; what hangs is broken off in either case. */
  cancel(mode: CancelMode): void {
    if (faulty('cancel-ignored')) return;
    if (!faulty('cancel-not-shown'))
      this.#world.store.opOccs.set(this.opOccId, { ...this.opOcc, isCancelPending: true, cancelMode: shown(mode) });
    if (mode === 'GRACEFUL' && faulty('graceful-cancel-without-effect')) return;
    if (this.#isAsking && mode === 'GRACEFUL' && !faulty('grant-not-waited-for-by-cancel')) return;
    const isAtWork = this.opOcc.operationState === 'PROCESSING';
    const wait =
      (mode === 'GRACEFUL'
        ? Math.max(this.#world.operationMs, isAtWork ? SEEN_TO_END : 0)
        : this.#world.operationMs / 4) +
      // Time to see that it is not shown.
      (faulty('cancel-not-shown') ? 500 : 0);
    const interrupt = this.#interrupt;
    setTimeout(() => interrupt.abort(), wait).unref();
  }

  /** The orchestrator ends. */
  stop(): void {
    this.#interrupt.abort();
  }

  async #phase(phase: 'starting' | 'processing' | 'rollback', attempt: number): Promise<void> {
    this.#interrupt = new AbortController();
    const happens =
      stuck(this.#task.operation, phase, this.#mode) || isLostOverNames(this.#world, this.#before)
        ? 'hangs'
        : (retriedFate(this.#task.operation, phase, attempt) ?? fate(this.#mode, phase, attempt));
    const time = happens === 'hangs' ? LONGEST_HANG : this.#world.operationMs;
    await sleep(time, undefined, { signal: this.#interrupt.signal });
    this.#refuseCancelled();
    if (
      happens === 'fails' ||
      missesVim(this.#params, phase, attempt) ||
      failsWrongly(this.#task.operation, phase, this.#params)
    )
      throw new OperationFailure(500, `resources could not be managed (${phase})`);
  }

  #refuseCancelled(): void {
    if (this.opOcc.cancelMode === 'GRACEFUL' && faulty('graceful-cancel-without-effect')) return;
    if (this.opOcc.isCancelPending) this.#interrupt.signal.throwIfAborted();
    if (this.opOcc.isCancelPending) throw new OperationFailure(409, 'the operation was cancelled', 'Cancelled');
  }

  async #askGrant(): Promise<Pick<OpOcc, 'grantId' | 'grantUri'>> {
    const { granter } = this.#world;
    if (!granter) return {};
    const delta = deltaBetween(this.#before, this.#aim);
    const question = { opOcc: this.opOcc, before: this.#before, after: this.#aim, delta };
    if (faulty('grant-asked-for-twice')) await granter.ask(question, this.#interrupt.signal);
    this.#isAsking = true;
    const { grant, uri } = await granter
      .ask(question, this.#interrupt.signal)
      .catch((error: unknown) => ignoredRefusal(error, this.#task.operation))
      .finally(() => (this.#isAsking = false));
    this.#aim = granted(this.#aim, grant);
    this.#informed = informedBy(grant);
    const grantId = stringAt(grant, 'id');
    return { ...(grantId === undefined ? {} : { grantId }), grantUri: uri };
  }

  /** The instance gets its new value before the completion of the operation is notified. */
  #complete(): void {
    const { startTime } = this.opOcc;
    if (!withoutEffect(this.#task.operation, this.#params, this.#attempts)) this.#take();
    this.#task.complete?.({ world: this.#world, instance: this.#aim, params: this.#params }, startTime);
    this.#enter('COMPLETED', { results: this.#results() });
  }

  /** Faults: the instance is otherwise than before, though nothing was done to it. */
  #spoil(change: (vnf: Instantiated) => Partial<Instantiated>): void {
    const { instantiated: vnf } = this.#before;
    if (vnf === undefined) return;
    this.#world.store.instances.set(this.#before.id, { ...this.#before, instantiated: { ...vnf, ...change(vnf) } });
  }

  #take(): void {
    const take = (): unknown => this.#world.store.instances.set(this.#before.id, this.#aim);
    if (faulty('instance-changed-late')) setTimeout(take, 1500).unref();
    else take();
  }

  #results(): OperationResults {
    if (faulty('results-lost')) return {};
    const delta = deltaBetween(this.#before, this.#aim);
    const isUntold = faulty('changes-of-instantiation-not-told') && this.#task.operation === 'INSTANTIATE';
    const changed = isUntold ? undefined : changedInfo(this.#before, this.#aim);
    const { byPackage, other } =
      this.#task.operation === 'CHANGE_VNFPKG' ? splitByPackage(changed) : { byPackage: undefined, other: changed };
    const links = changedLinks(this.#before, this.#aim);
    return {
      ...(isEmpty(delta) ? {} : { resourceChanges: resourceChangesOf(delta, this.#informed) }),
      ...(other ? { changedInfo: other } : nothingTold(this.#task.operation)),
      ...(links.length > 0 ? { changedExtConnectivity: links } : {}),
      ...(byPackage ? { modificationsTriggeredByVnfPkgChange: byPackage } : {}),
    };
  }

  #enter(wanted: OperationState, change: Partial<OpOcc> = {}): void {
    const state = wrongTurn(this.opOcc.operationState, wanted);
    if (state === undefined) return;
    const opOcc = entered(this.opOcc, state, now(), change);
    this.#world.store.opOccs.set(opOcc.id, opOcc);
    const instance = this.#world.store.instances.get(opOcc.vnfInstanceId) ?? this.#before;
    if (!faulty('told-before-it-is-so') || state !== 'COMPLETED') this.#world.notifier.stateEntered(opOcc, instance);
  }

  #problemOf(error: unknown): ProblemDetails {
    if (error instanceof OperationFailure) return error.problem;
    if (error instanceof Problem) return { title: 'Request not possible', status: error.status, detail: error.message };
    if (this.#interrupt.signal.aborted)
      return { title: 'Cancelled', status: 409, detail: 'the operation was cancelled' };
    const detail = error instanceof Error ? error.message : 'the operation failed';
    return { title: 'Operation failed', status: 500, detail };
  }
}

/** External virtual links whose information differs (`changedExtConnectivity`). */
function changedLinks(before: VnfInstance, after: VnfInstance): readonly JsonObject[] {
  const [was, is] = [linksOf(before), linksOf(after)];
  const old = new Set(was.map((l) => JSON.stringify(l)));
  return is.filter((l) => !old.has(JSON.stringify(l)));
}

function linksOf(instance: VnfInstance): readonly JsonObject[] {
  const vnf = instance.instantiated;
  const flavour = vnf && flavourOf(instance.vnfd, vnf.flavourId);
  return vnf && flavour ? extVirtualLinkInfo(vnf, extCpsOf(vnf, flavour)) : [];
}
