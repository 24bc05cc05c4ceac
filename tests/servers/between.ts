import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** A SUT with somebody between it and the harness, who may bend its answers and what it tells subscribers. */
export interface Between {
  /** In place of the SUT's `http://host:port`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface Message {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Bending {
  /** Is told of each request of the harness. */
  readonly asked?: (method: string, path: string, body: string) => void;
  /** What the harness gets in place of an answer. */
  readonly answer?: (answer: Message) => Message;
  /** What a subscriber gets in place of a notification; `callback` is the subscriber's own URI. */
  readonly notification?: (body: string, callback: string) => readonly string[];
}

/** Headers without those of a single connection (RFC 9110 7.6.1) and the length, which changes. */
function endToEnd(headers: IncomingHttpHeaders, change = (value: string): string => value): IncomingHttpHeaders {
  const left = ['content-length', 'connection', 'keep-alive', 'transfer-encoding'];
  const kept = Object.entries(headers).filter(([name]) => !left.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, typeof value === 'string' ? change(value) : value]));
}

/** `to`: the SUT's `http://host:port`. To modify its notifications, the SUT gets other callback URIs that lead here. */
export async function between(to: string, { asked, answer = (one) => one, notification }: Bending): Promise<Between> {
  const sut = new Pool(to, { connections: 64 });
  const callbacks = new Map<string, string>();
  let own = '';
  const elsewhere = (uri: string): string => {
    const known = [...callbacks].find(([, callback]) => callback === uri)?.[0];
    const path = known ?? `/callback-${callbacks.size}`;
    callbacks.set(path, uri);
    return `${own}${path}`;
  };
  const toSut = (body: string): string =>
    notification === undefined
      ? body
      : body.replaceAll(/"callbackUri":"(http[^"]+)"/g, (_all, uri: string) => `"callbackUri":"${elsewhere(uri)}"`);
  const toHarness = (body: Buffer): Buffer => {
    let text = body.toString('latin1');
    for (const [path, uri] of [...callbacks].reverse()) text = text.replaceAll(`"${own}${path}"`, `"${uri}"`);
    return Buffer.from(text.replaceAll(to, own), 'latin1');
  };

  async function forward(method: string, path: string, { headers, body }: Message, response: ServerResponse) {
    asked?.(method, path, body.toString('latin1'));
    const sent = toSut(body.toString('latin1'));
    const payload = method === 'GET' && sent === '' ? {} : { body: Buffer.from(sent, 'latin1') };
    const there = path.replaceAll(encodeURIComponent(own), encodeURIComponent(to));
    const back = await sut.request({ path: there, method, headers: endToEnd(headers), ...payload });
    const bent = answer({ headers: back.headers, body: toHarness(Buffer.from(await back.body.arrayBuffer())) });
    response.writeHead(back.statusCode, {
      ...endToEnd(bent.headers, (value) => value.replaceAll(to, own)),
      ...(back.statusCode === 204 || method === 'HEAD' ? {} : { 'content-length': bent.body.byteLength }),
    });
    response.end(method === 'HEAD' ? undefined : bent.body);
  }

  async function callBack(callback: string, method: string, { headers, body }: Message, response: ServerResponse) {
    const { authorization, version, 'content-type': type } = headers;
    const kept = Object.entries({ authorization, version, 'content-type': type });
    const known = Object.fromEntries(kept.filter((one): one is [string, string] => typeof one[1] === 'string'));
    const bodies =
      method === 'POST' ? (notification?.(toHarness(body).toString('latin1'), callback) ?? []) : [undefined];
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    let status = 204;
    for (const one of bodies) {
      const sent = one === undefined ? {} : { body: Buffer.from(one, 'latin1') };
      const back = await fetch(callback, { method, headers: known, signal: gone.signal, ...sent });
      status = back.status;
      await back.arrayBuffer();
    }
    response.writeHead(status).end();
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = { headers: request.headers, body: Buffer.concat(chunks) };
      const { method = 'GET', url = '/' } = request;
      const callback = callbacks.get(url);
      const done =
        callback === undefined
          ? forward(method, url, message, response)
          : callBack(callback, method, message, response);
      done.catch(() => response.destroy());
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: own,
    close: async () => {
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeAllConnections();
      await closed;
      await sut.close();
    },
  };
}
