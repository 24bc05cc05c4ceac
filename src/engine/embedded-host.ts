import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { HarnessError } from '../errors.ts';
import type { Release } from '../model/release-model.ts';
import { forkSource } from './fork-source.ts';

/** Variable with the secrets of embedded targets, which profiles name: the engine that reads them has to know it, too. */
export const EMBEDDED_SECRET = 'NFV_TST_EMBEDDED_SECRET';

/** An embedded orchestrator to be started, and where its profile goes. */
export interface EmbeddedWish {
  readonly release: Release;
  readonly dir: string;
  /** Where it has to listen; any free port otherwise. */
  readonly port?: number;
}

/** What the process of the orchestrators says once: profiles in the order of the wishes, or why there are none. */
export type EmbeddedAnswer = { readonly profileFiles: readonly string[] } | { readonly failure: string };

export interface EmbeddedHost {
  readonly profileFiles: readonly string[];
  readonly stop: () => Promise<void>;
}

/**
 * Starts embedded orchestrators in a process of their own, one for all: what they compute then takes no time from the engines
 * that drive them. It ends with `stop`, or when this process is gone.
 */
export async function startEmbedded(wishes: readonly EmbeddedWish[]): Promise<EmbeddedHost> {
  if (wishes.length === 0) return { profileFiles: [], stop: async () => {} };
  process.env[EMBEDDED_SECRET] ??= randomBytes(12).toString('hex');
  const child = forkSource(new URL('embedded-process.ts', import.meta.url), [JSON.stringify(wishes)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const answer = await Promise.race([
    once(child, 'message').then(([message]) => message as EmbeddedAnswer),
    ended.then(([code]): EmbeddedAnswer => ({ failure: `its process ended with ${String(code)}` })),
  ]);
  const stop = async (): Promise<void> => {
    child.ref();
    if (child.connected) child.disconnect();
    await ended;
  };
  if ('profileFiles' in answer) {
    // A run that ends without `stop` is not kept from ending.
    child.unref();
    child.channel?.unref();
    return { profileFiles: answer.profileFiles, stop };
  }
  await stop();
  const isBound = wishes.some(({ port }) => port !== undefined);
  throw new HarnessError(`the embedded orchestrator could not be started: ${answer.failure}`, {
    code: 'E_HARNESS',
    ...(isBound
      ? { wayOut: 'The record names its port, so it needs the same one: free that port, or start a new run.' }
      : {}),
  });
}
