import { createHash } from 'node:crypto';
import type { ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../src/exchange/exchange.ts';

/** HTTPS: PEM texts. */
export interface ListenTls {
  readonly cert: string;
  readonly key: string;
  /** Whoever connects has to show a certificate of this CA; absent: none is asked for. */
  readonly clientCa?: string;
}

export function serverOptions({ clientCa, ...own }: ListenTls): ServerOptions {
  const demanded = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true };
  return { ...own, ...demanded, handshakeTimeout: 15_000 };
}

const REASONS: Readonly<Record<string, string>> = {
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: 'a client presented no certificate',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'a client does not trust the CA of our certificate',
  ERR_SSL_HTTP_REQUEST: 'a client speaks plain HTTP where HTTPS is expected',
  CERT_HAS_EXPIRED: 'a client presented an expired certificate',
  CERT_NOT_YET_VALID: 'a client presented a certificate that is not valid yet',
};

/** Why a client did not come in; there is no request that could be recorded. */
export function handshakeFailure(error: NodeJS.ErrnoException, socket: TLSSocket): string {
  // Node.js itself looks at the certificate, after OpenSSL's handshake.
  const refused = socket.authorizationError as unknown;
  const code = typeof refused === 'string' ? refused : (error.code ?? '');
  const otherwise =
    typeof refused === 'string'
      ? `a client presented a certificate that clientCa did not issue (${refused})`
      : `a TLS handshake failed (${error.message})`;
  return REASONS[code] ?? otherwise;
}

/** What the client showed and was found good; none where it was not asked. */
export function certificateOf(socket: Socket): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const shown = socket.getPeerX509Certificate();
  if (shown === undefined) return undefined;
  const thumbprint = createHash('sha256').update(shown.raw).digest('base64url');
  return { subject: shown.subject.replaceAll('\n', ', '), thumbprint };
}
