import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The way to a server, which can be closed for a while, with all that is under way. */
export interface Passage {
  readonly port: number;
  /** Connections are taken and cut at once for so many milliseconds. */
  cut(ms: number): void;
  /** Connections are refused, until it is opened again. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** Open at first. `asked` is told what comes from clients, as it comes, before it is passed on. */
export async function passage(to: number, asked?: (text: string) => void): Promise<Passage> {
  const ends = new Set<Socket>();
  let isCut = false;
  const cutAll = (): void => {
    for (const end of ends) end.destroy();
  };
  const server = createServer((socket) => {
    if (isCut) return void socket.destroy();
    const onward = connect(to, '127.0.0.1');
    for (const end of [socket, onward]) {
      ends.add(end);
      end.on('error', () => undefined);
      end.on('close', () => ends.delete(end));
    }
    if (asked !== undefined) socket.on('data', (chunk) => asked(chunk.toString('latin1')));
    socket.pipe(onward).pipe(socket);
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  });
  const listen = (port: number): Promise<void> =>
    new Promise((listening) => void server.listen(port, '127.0.0.1', listening));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut: (ms) => {
      isCut = true;
      cutAll();
      setTimeout(() => (isCut = false), ms);
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        cutAll();
      }),
    open: () => listen(port),
  };
}
