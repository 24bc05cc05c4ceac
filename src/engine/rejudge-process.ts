import { messageOf } from '../errors.ts';
import type { Judging, JudgingDone } from './rejudge-many.ts';
import { rejudge } from './rejudge.ts';

/** A process that judges one record after the other, as it is told (rejudge-many.ts). */
process.on('message', (judging: Judging) => {
  done(judging)
    .then((answer) => process.send?.(answer))
    .catch(() => process.exit(3));
});
process.on('disconnect', () => process.exit());

async function done({ dir, ...options }: Judging): Promise<JudgingDone> {
  try {
    const { end, verdicts } = await rejudge(dir, options);
    return { end, verdicts: verdicts.length };
  } catch (error) {
    return { failure: messageOf(error) };
  }
}
