import { AsyncLocalStorage } from 'node:async_hooks';

/** A choice that an orchestrator was started with, seen by all the work done on its behalf; several may run in one process. */
export class Switch<Name extends string> {
  readonly #chosen = new AsyncLocalStorage<Name>();

  /** Work with the choice. Without one nothing is wrapped and nothing costs. */
  within<T>(name: Name | undefined, work: () => T): T {
    return name === undefined ? work() : this.#chosen.run(name, work);
  }

  get chosen(): Name | undefined {
    return this.#chosen.getStore();
  }
}
