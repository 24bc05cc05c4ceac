import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { messageOf, UserError } from '../errors.ts';
import type { Profile } from '../target/profile.ts';
import { serverPem, tlsOptions } from '../target/tls.ts';
import type { Remark } from './doctor.ts';
import { urisOf } from './reach.ts';

/**
 * The handshake alone, once a host: a request that is refused for its certificate may well end in a connection that was reset,
 * and nobody learns why. None for plain HTTP.
 */
export async function examineTls(
  profile: Profile,
): Promise<readonly { readonly host: string; readonly remark: Remark }[]> {
  const hosts = new Set(urisOf(profile).flatMap(({ uri }) => (uri.startsWith('https:') ? [new URL(uri).host] : [])));
  return Promise.all([...hosts].map(async (host) => ({ host, remark: await handshake(profile, host) })));
}

/** That the certificates of what the harness plays can be used. */
export function examineServed({ callback, counterparts }: Profile): Remark[] {
  const blocks = [
    ['callback.tls', callback.tls],
    ['counterparts.nfvo.tls', counterparts.nfvo?.tls],
    ['counterparts.vim.tls', counterparts.vim?.tls],
  ] as const;
  return blocks.flatMap(([about, tls]): Remark[] => {
    if (tls === undefined) return [];
    const asks = tls.clientCa === undefined ? 'asks for no client certificate' : 'asks for a client certificate';
    try {
      serverPem(tls, about);
      return [{ about, state: 'ok', found: `certificate and key fit; ${asks}` }];
    } catch (error) {
      const mend = error instanceof UserError ? error.wayOut : undefined;
      return [{ about, state: 'wrong', found: messageOf(error), ...(mend === undefined ? {} : { mend }) }];
    }
  });
}

/** Time for the target to say that it does not want our certificate: in TLS 1.3 it looks at that after we are done. */
const AFTERTHOUGHT_MS = 300;

async function handshake(profile: Profile, host: string): Promise<Remark> {
  const about = `TLS ${host}`;
  const { hostname, port } = new URL(`https://${host}`);
  const name = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({
    ...tlsOptions(profile),
    host: name,
    port: port === '' ? 443 : Number(port),
    ...(isIP(name) === 0 ? { servername: name } : {}),
    // Whom we do not trust is told below, in our words.
    rejectUnauthorized: false,
  });
  const ended = await ending(socket, profile);
  socket.destroy();
  const trust = profile.tls.verify ? distrust(ended.authorizationError) : undefined;
  if (trust !== undefined) return { about, state: 'wrong', ...trust };
  if (ended.failure !== undefined) return { about, state: 'wrong', ...refusal(profile, ended.failure) };
  const ours = profile.tls.cert === undefined ? 'we show no certificate' : 'it lets us in with ours';
  return { about, state: 'ok', found: `${ended.protocol}; its certificate is good until ${ended.until}; ${ours}` };
}

interface Ended {
  readonly failure?: string;
  readonly authorizationError?: string;
  readonly protocol: string;
  readonly until: string;
}

function ending(socket: TLSSocket, { tls, timeouts }: Profile): Promise<Ended> {
  return new Promise((resolve) => {
    let seen: Omit<Ended, 'failure'> = { protocol: '', until: '' };
    const end = (failure?: string): void => {
      clearTimeout(timer);
      resolve({ ...seen, ...(failure === undefined ? {} : { failure }) });
    };
    let timer = setTimeout(() => end('SILENCE'), timeouts.request);
    socket.once('secureConnect', () => {
      const refused = socket.authorizationError as unknown;
      const to = socket.getPeerX509Certificate()?.validTo;
      seen = {
        protocol: socket.getProtocol() ?? 'TLS',
        until: to === undefined ? '?' : new Date(to).toISOString().slice(0, 10),
        ...(typeof refused === 'string' ? { authorizationError: refused } : {}),
      };
      clearTimeout(timer);
      // What it thinks of us is of no account where we do not trust it.
      const distrusted = tls.verify && typeof refused === 'string';
      timer = setTimeout(() => end(), distrusted ? 0 : AFTERTHOUGHT_MS);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    socket.once('close', () => end('CLOSED'));
  });
}

type Said = Pick<Remark, 'found' | 'mend'>;

/** Why we do not trust the target. */
function distrust(code: string | undefined): Said | undefined {
  if (code === undefined) return undefined;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return { found: `its certificate is not good now (${code})`, mend: 'renew it, or mend the clock of this machine' };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      found: `its certificate is that of another host (${code})`,
      mend: 'use the name that is in the certificate in apis, or have it issued for this one',
    };
  return {
    found: `we do not trust the CA of its certificate (${code})`,
    mend: 'give that CA, PEM, in tls.ca',
  };
}

/** Why the target does not let us in, by its alert or by its silence. */
function refusal({ tls }: Profile, code: string): Said {
  const none = tls.cert === undefined;
  const saying = (found: string, mend: string): Said => ({ found: `${found} (${code})`, mend });
  if (/UNKNOWN_CA/.test(code))
    return saying(
      'it does not know the CA of our client certificate',
      'let the target trust the CA of tls.cert, or take a certificate of one that it trusts',
    );
  if (/CERTIFICATE_EXPIRED/.test(code))
    return saying('our client certificate is over, it says', 'renew tls.cert; is the clock of the target right?');
  if (none && /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|CLOSED|ECONNRESET/.test(code))
    return saying('it hangs up on who shows no client certificate', 'give tls.cert and tls.key');
  if (/CERTIFICATE|DECRYPT_ERROR|HANDSHAKE_FAILURE|CLOSED|ECONNRESET/.test(code))
    return saying(
      'it refuses our client certificate',
      'tls.cert has to be one for clients (extendedKeyUsage), of a CA that the target trusts; its log may say more',
    );
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return saying('what listens there speaks no TLS', 'is it http://?');
  if (code === 'SILENCE') return { found: 'no handshake in time', mend: 'a firewall between, or a target that hangs' };
  return saying('no TLS connection', 'is it up, and is that its address? Check apis');
}
