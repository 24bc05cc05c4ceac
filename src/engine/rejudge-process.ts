import { failureOf } from '../errors.ts';
import { judgedHere, type Judging, type JudgingDone, type ReadAlready } from './rejudge-many.ts';

/** A process that judges one record after the other, on request (rejudge-many.ts). */
process.once('message', (read: ReadAlready) => {
  const ready = take(read);
  process.on('message', (judging: Judging) => {
    ready
      .then(() => judgedHere(judging))
      .catch((error: unknown): JudgingDone => ({ failure: failureOf(error) }))
      .then((answer) => process.send?.(answer))
      .catch(() => process.exit(3));
  });
});
process.on('disconnect', () => process.exit());

async function take({ model, official }: ReadAlready): Promise<void> {
  const [{ takeModelSources }, { takeOfficialCases }] = await Promise.all([
    import('../model/load.ts'),
    import('../../suites/cases/tst010.ts'),
  ]);
  takeModelSources(model);
  takeOfficialCases(official);
}
