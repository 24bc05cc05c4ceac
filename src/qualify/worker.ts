import { messageOf } from '../errors.ts';
import { perform, type Job, type Outcome } from './jobs.ts';

/** What a worker receives, and what it answers. */
export interface Order {
  readonly id: number;
  readonly job: Job;
}
export interface Report {
  readonly id: number;
  readonly outcome?: Outcome;
  readonly error?: string;
}

process.on('message', (order: Order) => {
  perform(order.job)
    .then(
      (outcome): Report => ({ id: order.id, outcome }),
      (error: unknown): Report => ({ id: order.id, error: messageOf(error) }),
    )
    .then((report) => process.send?.(report))
    .catch(() => process.exit(3));
});
