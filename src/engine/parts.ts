import { startCounterparts, type CounterpartSettings } from '../../counterparts/start.ts';
import type { DriverParts } from '../drive/driver.ts';
import type { Journal } from '../drive/journal.ts';
import { UserError } from '../errors.ts';
import { WireClient } from '../exchange/client.ts';
import { Redactor } from '../exchange/redact.ts';
import { authenticator } from '../target/authenticate.ts';
import { claimsOf, secretsOf } from '../target/load-profile.ts';
import type { Profile, ServerTls } from '../target/profile.ts';
import { serverPem, type ServerPem, tlsOptions } from '../target/tls.ts';
import { Recorder, type Keeper, type Watcher } from './recorder.ts';

/** Everything by which a target is driven: client, credentials, counterparts, journal. */
export interface OpenParts {
  readonly parts: DriverParts;
  readonly recorder: Recorder;
  /** The SUT may have forgotten the credentials that it gave. */
  readonly forget: () => void;
  close(): Promise<void>;
}

/**
 * Opens the counterparts' ports. `keeper` stores what crosses the wire, `watcher` judges it.
 * @throws UserError E_TLS, E_PORT where one of them cannot be opened
 */
export async function openParts(
  profile: Profile,
  journal: Journal,
  keeper: Keeper,
  watcher: Watcher,
): Promise<OpenParts> {
  const credentials = authenticator(profile);
  const redactor = new Redactor([...secretsOf(profile), ...credentials.secrets()]);
  const recorder = new Recorder(keeper, watcher, redactor, credentials);
  const counterparts = await startCounterparts({ ...counterpartSettings(profile), recorder }).catch(portError);
  const client = new WireClient(tlsOptions(profile));
  const parts: DriverParts = {
    client,
    profile,
    claims: claimsOf(profile),
    credentials,
    journal,
    record: (outbound) => recorder.outbound(outbound),
    openSink: (sink) => counterparts.sink(sink),
    owns: (id, run) => recorder.owns(id, run),
    ...(counterparts.nfvo === undefined ? {} : { nfvo: counterparts.nfvo }),
    ...(counterparts.vim === undefined ? {} : { vim: counterparts.vim }),
  };
  return {
    parts,
    recorder,
    forget: () => credentials.forget(),
    close: async () => {
      client.close();
      await counterparts.close();
    },
  };
}

function portError(error: unknown): never {
  const failed = error as Partial<NodeJS.ErrnoException & { address: string; hostname: string; port: number }>;
  const { syscall, address, hostname, port, code } = failed;
  // A name that does not resolve comes without a port.
  if (syscall !== 'listen' && syscall !== 'bind' && syscall !== 'getaddrinfo') throw error;
  throw new UserError(
    `the harness cannot listen on ${address ?? hostname ?? '?'}${port === undefined ? '' : `:${port}`} (${code ?? String(error)})`,
    {
      code: 'E_PORT',
      wayOut:
        'Is another run in progress? If not, change callback or counterparts in the profile, and the settings of the target.',
      cause: error,
    },
  );
}

/** @throws UserError E_TLS */
function counterpartSettings({ callback, counterparts, vnf }: Profile): Omit<CounterpartSettings, 'recorder'> {
  const { nfvo, vim } = counterparts;
  return {
    sink: withPem(callback, 'callback'),
    ...(nfvo === undefined ? {} : { nfvo: nfvoSettings(nfvo) }),
    ...(vim === undefined ? {} : { vim: withPem(vim, 'counterparts.vim') }),
    package: vnf,
  };
}

function nfvoSettings({
  tokenLifetime,
  ...nfvo
}: NonNullable<Profile['counterparts']['nfvo']>): NonNullable<CounterpartSettings['nfvo']> {
  const seconds = tokenLifetime === undefined ? {} : { tokenLifetime: tokenLifetime / 1000 };
  return { ...withPem(nfvo, 'counterparts.nfvo'), ...seconds };
}

/** The files of its `tls` read. */
function withPem<T extends { readonly tls?: ServerTls }>(
  { tls, ...server }: T,
  what: string,
): Omit<T, 'tls'> & { readonly tls?: ServerPem } {
  return tls === undefined ? server : { ...server, tls: serverPem(tls, `${what}.tls`) };
}
