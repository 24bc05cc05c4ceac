import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export interface RawServer {
  /** `http://127.0.0.1:port`, with TLS `https://127.0.0.1:port`. */
  readonly url: string;
  /** Requests (chunks of bytes that begin one) so far. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/** Answers bytes with bytes, with no idea of HTTP; called for the `nth` request, counted from 1. */
export type RawAnswer = (socket: Socket, request: string, nth: number) => void;

const BEGINS = /^[A-Z]+ \S+ HTTP\/1\.1\r\n/;

export async function serveRaw(answer: RawAnswer, tls?: TlsOptions): Promise<RawServer> {
  let requests = 0;
  const sockets = new Set<Socket>();
  const accept = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const text = data.toString('latin1');
      if (BEGINS.test(text)) answer(socket, text, ++requests);
    });
  };
  const server: Server = tls === undefined ? createServer(accept) : createTlsServer(tls, accept);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests: () => requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Begins an answer and goes on with a piece, as fast as it is taken or every so many milliseconds, while the connection lasts. */
export function endless(begin: string, piece: string | Uint8Array, everyMs?: number): RawAnswer {
  return (socket) => {
    socket.write(begin);
    if (everyMs !== undefined) {
      const timer = setInterval(() => void socket.write(piece), everyMs);
      socket.on('close', () => clearInterval(timer));
      return;
    }
    const more = (): void => {
      if (!socket.destroyed) socket.write(piece, more);
    };
    more();
  };
}
