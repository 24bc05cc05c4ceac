import { now } from '../clock.ts';
import { faulty } from '../faults/seeded.ts';
import type { JsonObject } from '../json.ts';
import { Problem } from '../problem.ts';
import { takes } from '../manners/taken.ts';
import { heal } from '../tasks/lifecycle.ts';
import type { LcmTask } from '../tasks/task.ts';
import type { World } from '../world.ts';
import { Execution } from './execution.ts';
import type { VnfInstance } from './instance.ts';
import {
  type CancelMode,
  type LcmOperation,
  type OpOcc,
  type OpOccTask,
  enteredAt,
  isFinal,
  taskAllowed,
  timeOf,
} from './op-occ.ts';

/** LCM operations that have not come to their end; one at a time for each VNF instance. */
export class Executions {
  readonly #world: World;
  /** By operation occurrence. */
  readonly #ongoing = new Map<string, Execution>();

  constructor(world: World) {
    this.#world = world;
  }

  /** @throws Problem 409 while an operation of the instance has not come to its end, FAILED_TEMP included */
  refuseBusy(vnfInstanceId: string, operation?: LcmOperation): void {
    if (faulty('operations-beside-each-other')) return;
    const busy = [...this.#ongoing.values()]
      .map((e) => e.opOcc)
      .filter((o) => isInTheWay(o, operation))
      .filter((o) => o.operationState !== 'FAILED_TEMP' || !locksNothing(o))
      .find((o) => o.vnfInstanceId === vnfInstanceId);
    if (busy) throw new Problem(409, `${busy.operation} (${busy.id}) is ${busy.operationState} on the VNF instance`);
  }

  /** Whether an operation of the instance has not come to its end. */
  isBusy(vnfInstanceId: string): boolean {
    return [...this.#ongoing.values()].some(({ opOcc }) => opOcc.vnfInstanceId === vnfInstanceId);
  }

  /** Fault: the operation in FAILED_TEMP, whose operation occurrence is that of whatever is asked for. */
  restingOn(vnfInstanceId: string): OpOcc | undefined {
    const all = [...this.#ongoing.values()].map((e) => e.opOcc);
    return all.find((o) => o.vnfInstanceId === vnfInstanceId && o.operationState === 'FAILED_TEMP');
  }

  /** Makes the operation occurrence and lets the operation run. */
  begin(task: LcmTask, instance: VnfInstance, params: JsonObject, isAutomatic = faulty('told-as-automatic')): OpOcc {
    if (!faulty('two-at-once') && !faulty('modified-while-busy')) this.refuseBusy(instance.id, task.operation);
    const begun = now();
    const opOcc: OpOcc = {
      id: this.#world.ids('operation'),
      operationState: 'STARTING',
      stateEnteredTime: enteredAt(begun),
      startTime: timeOf(begun),
      vnfInstanceId: instance.id,
      operation: task.operation,
      isAutomaticInvocation: isAutomatic,
      operationParams: faulty('parameters-lost') ? {} : params,
      isCancelPending: false,
      results: {},
      ...task.known?.(params),
    };
    this.#world.store.opOccs.set(opOcc.id, opOcc);
    const execution = new Execution(this.#world, task, instance, params, opOcc.id);
    this.#ongoing.set(opOcc.id, execution);
    this.#world.notifier.stateEntered(opOcc, instance);
    this.#until(execution, execution.start());
    return opOcc;
  }

  retry(opOcc: OpOcc): void {
    const execution = this.#allowed(opOcc, 'retry');
    this.#until(execution, execution.retry());
  }

  rollback(opOcc: OpOcc): void {
    const execution = this.#allowed(opOcc, 'rollback');
    const status = withoutRollback(opOcc);
    if (status !== undefined) throw new Problem(status, `${opOcc.operation} cannot be rolled back`);
    this.#until(execution, execution.rollback());
  }

  fail(opOcc: OpOcc): void {
    this.#allowed(opOcc, 'fail').fail();
    if (!faulty('failed-instance-stays-locked')) this.#ongoing.delete(opOcc.id);
  }

  /** @param mode asked for where the task is allowed */
  cancel(opOcc: OpOcc, mode: () => CancelMode): void {
    this.#allowed(opOcc, 'cancel').cancel(mode());
  }

  close(): void {
    for (const execution of this.#ongoing.values()) execution.stop();
  }

  /** Forgets the operation when it has come to its end. */
  #until(execution: Execution, work: Promise<void>): void {
    void work.then(() => {
      if (isFinal(execution.opOcc.operationState)) this.#ongoing.delete(execution.opOccId);
      this.#healAfter(execution.opOcc);
    });
  }

  #healAfter({ operation, operationState, vnfInstanceId }: OpOcc): void {
    const instance = this.#world.store.instances.get(vnfInstanceId);
    if (takes('heals-by-itself') && operation === 'INSTANTIATE' && operationState === 'COMPLETED' && instance)
      this.begin(heal, instance, { cause: 'a VNFC does not answer' }, true);
  }

  #allowed(opOcc: OpOcc, task: OpOccTask): Execution {
    const execution = this.#ongoing.get(opOcc.id);
    if (!execution || !taskAllowed(opOcc, task))
      throw new Problem(409, `${task} is not possible in operation state ${opOcc.operationState}`);
    if (seeksVim(opOcc, task)) throw new Problem(500, 'there is no VIM connection in the request');
    return execution;
  }
}

/** Fault: the VIM is looked for where it need not be. */
function seeksVim({ operation, operationParams }: OpOcc, task: OpOccTask): boolean {
  const isAgain = task === 'retry' || task === 'rollback';
  const isWithout = operation === 'INSTANTIATE' && operationParams?.['vimConnectionInfo'] === undefined;
  return isAgain && isWithout && faulty('vim-sought-in-request');
}

/** Faults: operations that do not keep others from beginning. */
function isInTheWay({ operation }: OpOcc, wanted: LcmOperation | undefined): boolean {
  if (wanted === undefined) return true;
  if (faulty('modifications-at-once')) return operation !== 'MODIFY_INFO' || wanted !== 'MODIFY_INFO';
  if (faulty('connectivity-lock-too-late')) return operation !== 'CHANGE_EXT_CONN' || wanted !== 'CHANGE_EXT_CONN';
  if (faulty('lock-too-late-for-tasks')) return operation !== wanted || !['OPERATE', 'CHANGE_VNFPKG'].includes(wanted);
  return operation === wanted || !faulty('locked-by-kind-only');
}

/** How the rollback is refused of what cannot be rolled back; faults: that of a healing, as if there were none. */
function withoutRollback({ operation }: OpOcc): number | undefined {
  if (operation !== 'INSTANTIATE' && takes('rollback-of-instantiation-only')) return 404;
  if (operation !== 'HEAL') return undefined;
  if (faulty('unsupported-rollback-is-409')) return 409;
  return faulty('unsupported-rollback-is-offered') ? 404 : undefined;
}

/** Faults: what is in FAILED_TEMP is in nobody's way. */
function locksNothing({ operation }: OpOcc): boolean {
  return (
    faulty('failed-temp-does-not-lock') || (operation === 'MODIFY_INFO' && faulty('failed-modification-locks-nothing'))
  );
}
