import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { messageOf, UserError } from '../errors.ts';
import type { Profile } from '../target/profile.ts';
import { serverPem, tlsOptions } from '../target/tls.ts';
import type { Remark } from './doctor.ts';
import { urisOf } from './reach.ts';

/**
 * The handshake alone, once per host: a request refused for its certificate may just end in a connection reset, which does not
 * say why. None for plain HTTP.
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
    const asks = tls.clientCa === undefined ? 'no client certificate is required' : 'a client certificate is required';
    try {
      serverPem(tls, about);
      return [{ about, state: 'ok', found: `certificate and key match; ${asks}` }];
    } catch (error) {
      const fix = error instanceof UserError ? error.wayOut : undefined;
      return [{ about, state: 'wrong', found: messageOf(error), ...(fix === undefined ? {} : { fix }) }];
    }
  });
}

/** Time for the target to reject our certificate: in TLS 1.3 it checks that after our side of the handshake is done. */
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
    // Reported below, in our own words.
    rejectUnauthorized: false,
  });
  const ended = await ending(socket, profile);
  socket.destroy();
  const trust = profile.tls.verify ? distrust(ended.authorizationError) : undefined;
  if (trust !== undefined) return { about, state: 'wrong', ...trust };
  if (ended.failure !== undefined) return { about, state: 'wrong', ...refusal(profile, ended.failure) };
  const ours = profile.tls.cert === undefined ? 'we present no certificate' : 'it accepts ours';
  return { about, state: 'ok', found: `${ended.protocol}; its certificate is valid until ${ended.until}; ${ours}` };
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
      // If we do not trust it, it does not matter whether it accepts our certificate.
      const distrusted = tls.verify && typeof refused === 'string';
      timer = setTimeout(() => end(), distrusted ? 0 : AFTERTHOUGHT_MS);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    socket.once('close', () => end('CLOSED'));
  });
}

type Said = Pick<Remark, 'found' | 'fix'>;

/** Why we do not trust the target. */
function distrust(code: string | undefined): Said | undefined {
  if (code === undefined) return undefined;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return {
      found: `its certificate is not valid now (${code})`,
      fix: 'renew it, or correct the clock of this machine',
    };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      found: `its certificate is for another host (${code})`,
      fix: 'use the name in the certificate under apis, or have it issued for this name',
    };
  return {
    found: `we do not trust the CA of its certificate (${code})`,
    fix: 'set tls.ca to a PEM file of that CA',
  };
}

/** Why the target rejects us, by its alert or by its silence. */
function refusal({ tls }: Profile, code: string): Said {
  const none = tls.cert === undefined;
  const saying = (found: string, fix: string): Said => ({ found: `${found} (${code})`, fix });
  if (/UNKNOWN_CA/.test(code))
    return saying(
      'it does not know the CA of our client certificate',
      'make the target trust the CA of tls.cert, or use a certificate from a CA that it trusts',
    );
  if (/CERTIFICATE_EXPIRED/.test(code))
    return saying(
      'it says that our client certificate has expired',
      'renew tls.cert, or check the clock of the target',
    );
  if (none && /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|CLOSED|ECONNRESET/.test(code))
    return saying('it closes the connection because we present no client certificate', 'set tls.cert and tls.key');
  if (/CERTIFICATE|DECRYPT_ERROR|HANDSHAKE_FAILURE|CLOSED|ECONNRESET/.test(code))
    return saying(
      'it rejects our client certificate',
      'tls.cert has to be a client certificate (extendedKeyUsage) from a CA that the target trusts; its log may say more',
    );
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return saying('what listens there does not speak TLS', 'should the URI start with http://?');
  if (code === 'SILENCE')
    return { found: 'no handshake in time', fix: 'is there a firewall in between, or does the target hang?' };
  return saying('no TLS connection', 'is it running, and is the address in apis correct?');
}
