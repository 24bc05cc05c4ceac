import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Notifications for one callback, so many a second for so long, whether or not they are answered in time. */
export interface Storm {
  readonly callback: string;
  readonly body: string;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface Blown {
  readonly sent: number;
  /** Answers by status; fewer than were sent where connections were closed before. */
  readonly answers: Readonly<Record<string, number>>;
}

const HERE = fileURLToPath(import.meta.url);

/** In a process of its own, so that who is stormed at has all of his. */
export function storm(what: Storm): Promise<Blown> {
  const child = spawn(process.execPath, ['--import', 'tsx', HERE], { stdio: ['pipe', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stdin.end(JSON.stringify(what));
  return new Promise((resolve) => child.once('close', () => resolve(JSON.parse(out) as Blown)));
}

const CONNECTIONS = 50;
const EVERY_MS = 10;

function requestOf({ callback, body }: Storm, i: number): string {
  const { host, pathname } = new URL(callback);
  const payload = body.replace('{', `{"storm":${i},`);
  const head = [`POST ${pathname} HTTP/1.1`, `Host: ${host}`, 'Version: 2.0.0', 'Content-Type: application/json'];
  return `${[...head, `Content-Length: ${Buffer.byteLength(payload)}`].join('\r\n')}\r\n\r\n${payload}`;
}

function blow(what: Storm): Promise<Blown> {
  const answers: Record<string, number> = {};
  const { hostname, port } = new URL(what.callback);
  const began = performance.now();
  const open = new Map<number, Socket>();
  let sent = 0;
  const connected = (at: number): Socket => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      for (const [, status = ''] of data.toString('latin1').matchAll(/HTTP\/1\.1 (\d+)/g))
        answers[status] = (answers[status] ?? 0) + 1;
    });
    // Whoever is hung up on comes again, with what is new.
    socket.on('close', () => open.delete(at));
    open.set(at, socket);
    return socket;
  };
  return new Promise((done) => {
    const timer = setInterval(() => {
      const seconds = (performance.now() - began) / 1000;
      const due = Math.min(what.seconds, seconds) * what.perSecond;
      for (; sent < due; sent++) {
        const at = sent % CONNECTIONS;
        (open.get(at) ?? connected(at)).write(requestOf(what, sent));
      }
      if (seconds < what.seconds) return;
      clearInterval(timer);
      // Answers may still come.
      setTimeout(() => {
        for (const socket of open.values()) socket.destroy();
        done({ sent, answers });
      }, 2000);
    }, EVERY_MS);
  });
}

if (process.argv[1] === HERE) {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  process.stdout.write(JSON.stringify(await blow(JSON.parse(text) as Storm)));
}
