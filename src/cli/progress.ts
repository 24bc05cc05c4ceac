import { Presets, SingleBar } from 'cli-progress';

/** What a long piece of work tells about itself. */
export interface ProgressEvent {
  readonly total: number;
  readonly done: number;
  /** What was just done. */
  readonly label: string;
  /** Milliseconds that it will still take. */
  readonly etaMs: number;
}

export interface ProgressView {
  update(event: ProgressEvent): void;
  /** Leaves the screen as it was found; what is told later is not shown. */
  stop(): void;
}

type Stream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** A line at least this often where there is no terminal, so that CI does not take the run for dead; milliseconds. */
const LINE_EVERY = 10_000;

/** A bar with the time left on a terminal; plain lines, a few, in CI and wherever else nobody watches. */
export function progressView(
  what: string,
  stream: Stream = process.stderr,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ProgressView {
  const watched = stream.isTTY === true && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb';
  return watched ? bar(what, stream) : lines(what, stream);
}

function bar(what: string, stream: Stream): ProgressView {
  const single = new SingleBar(
    {
      stream,
      format: `${what} {bar} {value}/{total}  {left}  {label}`,
      hideCursor: true,
      clearOnComplete: true,
      fps: 8,
      barsize: 24,
    },
    Presets.shades_classic,
  );
  let started = false;
  let stopped = false;
  return {
    update: ({ total, done, label, etaMs }) => {
      if (stopped) return;
      const payload = { label, left: leftText(etaMs, done) };
      if (!started) single.start(total, done, payload);
      started = true;
      single.setTotal(total);
      single.update(done, payload);
    },
    stop: () => {
      if (started && !stopped) single.stop();
      stopped = true;
    },
  };
}

function lines(what: string, stream: Stream, now: () => number = () => performance.now()): ProgressView {
  let last = -Infinity;
  let lastTenth = -1;
  let stopped = false;
  return {
    update: ({ total, done, label, etaMs }) => {
      if (stopped) return;
      const tenth = Math.floor((10 * done) / Math.max(1, total));
      const due = tenth > lastTenth || now() - last >= LINE_EVERY;
      if (!due) return;
      last = now();
      lastTenth = Math.max(tenth, lastTenth);
      stream.write(`${what}: ${done} of ${total}, ${leftText(etaMs, done)} (${label})\n`);
    },
    stop: () => void (stopped = true),
  };
}

/** `1 min 20 s left`; nothing is known before the first piece is done. */
export function leftText(etaMs: number, done: number): string {
  if (done === 0 || !Number.isFinite(etaMs)) return 'time left unknown';
  const seconds = Math.ceil(etaMs / 1000);
  if (seconds < 60) return `${seconds} s left`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
}
