import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server in a process of its own that answers with a body from its parent after a while: `server.ts DELAY_MS`. Tells its port by IPC.
 */
const delay = Number(process.argv[2] ?? 0);
let body = '[]';
process.on('message', (message) => {
  body = String(message);
  process.send?.({ port: (server.address() as AddressInfo).port });
});
const server = createServer((request, response) => {
  const answer = (): void => {
    response.writeHead(200, { 'content-type': 'application/json', version: '2.0.0' }).end(body);
  };
  request.resume().on('end', () => (delay === 0 ? answer() : void setTimeout(answer, delay)));
});
server.listen(0, '127.0.0.1', () => process.send?.({ ready: true }));
process.on('disconnect', () => process.exit());
