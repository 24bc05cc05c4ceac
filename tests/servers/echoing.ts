import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface EchoingServer {
  readonly apiRoot: string;
  /** Bodies that were sent to it. */
  readonly bodies: readonly string[];
  close(): Promise<void>;
}

/**
 * A SUT that says all that it was told, wherever it can: request headers and body in payload, header fields and Location, and a
 * payload that is no UTF-8. Its token endpoint and its Keystone give out `token`, its cookies are `cookie`. It leads to `elsewhere`.
 */
export async function serveEchoing(token: string, cookie: string, elsewhere: string): Promise<EchoingServer> {
  const bodies: string[] = [];
  let nth = 0;
  /** What Keystone was told, which a careless SUT knows as well. */
  let keystone = '';
  const answer = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    if (request.url === '/token') {
      const granted = { access_token: token, token_type: 'Bearer', expires_in: 3600 };
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(granted));
      return;
    }
    bodies.push(body);
    if (request.url === '/v3/auth/tokens') {
      keystone = body;
      const granted = { token: { expires_at: new Date(Date.now() + 3_600_000).toISOString(), said: body } };
      response.writeHead(201, { 'Content-Type': 'application/json', 'X-Subject-Token': token });
      response.end(JSON.stringify(granted));
      return;
    }
    nth += 1;
    const said = String(request.headers.authorization ?? request.headers['x-auth-token']);
    const payload = JSON.stringify({
      id: `i${nth}`,
      vnfInstanceName: said,
      told: body,
      headers: request.rawHeaders,
      keystone,
    });
    response.setHeader('Set-Cookie', `session=${cookie}`);
    response.setHeader('X-Said', said);
    response.setHeader('Location', `${elsewhere}/vnflcm/v2/vnf_lcm_op_occs/i${nth}?said=${encodeURIComponent(said)}`);
    response.setHeader('Link', `<${elsewhere}/next>; rel="next"`);
    response.setHeader('Content-Type', 'application/json');
    response.statusCode =
      request.method !== 'POST' ? 200 : /(vnf_instances|subscriptions)$/.test(request.url ?? '') ? 201 : 202;
    // What it says of an instantiation is no UTF-8.
    response.end(response.statusCode === 202 ? Buffer.concat([Buffer.from(payload), Buffer.from([0xff])]) : payload);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      answer(request, response, Buffer.concat(chunks).toString());
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    apiRoot: `http://127.0.0.1:${port}`,
    bodies,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
