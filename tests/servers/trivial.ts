import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TrivialServer {
  /** Base URI of the server, without a slash at its end. */
  readonly url: string;
  /** Requests answered so far. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/** What a server answers that has no idea of NFV. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const json = { 'content-type': 'application/json' };

/** 200 with an empty object, whatever was asked. */
export const alwaysFine: Answer = (_request, response) => void response.writeHead(200, json).end('{}');

/** 500 with ProblemDetails as they should be, whatever was asked. */
export const alwaysBroken: Answer = (_request, response) => {
  const problem = { status: 500, detail: 'this server does nothing else' };
  response.writeHead(500, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
};

export async function serveTrivially(answer: Answer): Promise<TrivialServer> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    // Read to its end, or the connection cannot serve the next request.
    request.resume().on('end', () => answer(request, response));
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
