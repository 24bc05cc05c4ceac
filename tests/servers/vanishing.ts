import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

/** A way to a server whose packets can vanish for a while: what is under way stands still, and connections are neither taken nor refused. */
export interface Vanishing {
  readonly port: number;
  vanish(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Passes connections on, from the shortest queue there is. */
const PASSING = `
  const { connect, createServer } = require('node:net');
  const server = createServer((socket) => {
    const onward = connect(Number(process.argv[1]), '127.0.0.1');
    for (const [end, other] of [[socket, onward], [onward, socket]])
      end.on('error', () => undefined).on('close', () => other.destroy()).pipe(other);
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

/** Connections that the queue holds; those that come when it is full are dropped (Linux). */
const QUEUE = 2;

export async function vanishing(to: number): Promise<Vanishing> {
  const way = spawn(process.execPath, ['-e', PASSING, String(to)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(way.stdout, 'data')) as [Buffer];
  const port = Number(said.toString());
  return {
    port,
    vanish: async (ms) => {
      way.kill('SIGSTOP');
      const queued = Array.from({ length: QUEUE }, () => connect(port, '127.0.0.1').on('error', () => undefined));
      await new Promise((over) => setTimeout(over, ms));
      for (const socket of queued) socket.destroy();
      way.kill('SIGCONT');
    },
    close: async () => {
      way.kill('SIGKILL');
      await once(way, 'exit');
    },
  };
}
