import { failureOf } from '../errors.ts';
import { judgedHere, type Judging, type JudgingDone } from './rejudge-many.ts';

/** A process that judges one record after the other, on request (rejudge-many.ts). */
process.on('message', (judging: Judging) => {
  judgedHere(judging)
    .catch((error: unknown): JudgingDone => ({ failure: failureOf(error) }))
    .then((answer) => process.send?.(answer))
    .catch(() => process.exit(3));
});
process.on('disconnect', () => process.exit());
