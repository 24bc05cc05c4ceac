import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from '../../src/model/release-model.ts';
import type { JsonObject } from '../json.ts';

/** A request that has passed the common rules: authorised, known resource and method, acceptable, well-formed, valid. */
export interface ApiRequest {
  readonly operation: Operation;
  /** Variables of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** Without `?`. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty where the operation takes no payload. */
  readonly body: JsonObject;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Payload as JSON; absent: none. */
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
}

export type Handler = (request: ApiRequest) => Promise<Reply> | Reply;

/** Handlers by `METHOD path`, path as in the model. */
export type Handlers = ReadonlyMap<string, Handler>;
