import { embeddedTarget, USUAL } from './embedded.ts';
import type { EmbeddedAnswer, EmbeddedWish } from './embedded-host.ts';
import { messageOf } from '../errors.ts';

/** The process that the embedded orchestrators live in (see embedded-host.ts): `embedded-process.ts [{"release":…,"dir":…},…]`. */

// Who started this cleans up on the orchestrators after Ctrl-C, and ends this process when that is done.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());

process.send?.(await answer(JSON.parse(process.argv[2] ?? '[]') as readonly EmbeddedWish[]));

async function answer(wishes: readonly EmbeddedWish[]): Promise<EmbeddedAnswer> {
  try {
    const profileFiles: string[] = [];
    for (const { release, dir, ...port } of wishes)
      profileFiles.push((await embeddedTarget(release, dir, { ...USUAL, ...port })).profileFile);
    return { profileFiles };
  } catch (error) {
    return { failure: messageOf(error) };
  }
}
