import Table from 'cli-table3';
import { isFree } from '../../lab/ports.ts';
import { plural } from '../../reporters/count.ts';
import { visible } from '../../reporters/visible.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Profile } from '../target/profile.ts';
import { examineCallback } from './doctor-callback.ts';
import { examineUri } from './doctor-target.ts';
import { examineServed, examineTls } from './doctor-tls.ts';
import { Prober, urisOf } from './reach.ts';

/** What doctor reports about one thing. `unknown`: it could not be determined. Only `wrong` makes the exit code 2. */
export interface Remark {
  readonly about: string;
  readonly state: 'ok' | 'note' | 'wrong' | 'unknown';
  readonly found: string;
  /** What to change, and where. */
  readonly fix?: string;
}

/** Looks at everything that a run needs; nothing is left on the target. */
export async function examine(profile: Profile): Promise<readonly Remark[]> {
  const remarks: Remark[] = [{ about: 'profile', state: 'ok', found: `${profile.file} is valid` }];
  const served = examineServed(profile);
  remarks.push(...settings(profile), ...served);
  let prober: Prober;
  try {
    prober = new Prober(profile);
  } catch (error) {
    return [...remarks, failed('TLS settings', error), ...(await ports(profile))];
  }
  try {
    const credentials = await credentialsRemark(prober, profile);
    remarks.push(credentials);
    const transport = await examineTls(profile);
    remarks.push(...transport.map(({ remark }) => remark));
    const closed = transport.filter(({ remark }) => remark.state === 'wrong').map(({ host }) => host);
    const open =
      credentials.state === 'wrong' ? [] : urisOf(profile).filter(({ uri }) => !closed.includes(new URL(uri).host));
    let isRight = open.length > 0;
    for (const uri of open) {
      const found = await examineUri(prober, profile, uri);
      isRight &&= found.every(({ state }) => state !== 'wrong');
      remarks.push(...found);
    }
    const free = await ports(profile);
    remarks.push(...free);
    const callbackFree = [...served, ...free].every(
      ({ about, state }) => !about.startsWith('callback') || state !== 'wrong',
    );
    // Without a VNFM nobody would call back.
    if (isRight && callbackFree) remarks.push(...(await examineCallback(prober, profile)));
  } finally {
    prober.close();
  }
  return remarks;
}

/** The remarks as a table, and below it what to change. */
export function printed(profile: Profile, remarks: readonly Remark[]): string {
  const table = new Table({
    head: ['', 'state', 'found'],
    style: { head: [], border: [] },
    colWidths: [31, 9, 76],
    wordWrap: true,
  });
  for (const { about, state, found } of remarks) table.push([visible(about), state, visible(found)]);
  const fixes = remarks.filter(({ fix }) => fix !== undefined);
  const wrong = remarks.filter(({ state }) => state === 'wrong').length;
  return [
    `${profile.name} (${profile.file})`,
    table.toString(),
    ...fixes.map(
      ({ about, state, fix }) => `${state === 'wrong' ? 'fix' : 'consider'} ${visible(about)}: ${visible(fix ?? '')}`,
    ),
    wrong === 0 ? 'Ready for a run.' : `${plural(wrong, 'problem')} to fix before a run.`,
  ].join('\n');
}

function settings(profile: Profile): Remark[] {
  const remarks: Remark[] = [];
  if (!profile.tls.verify)
    remarks.push({
      about: 'tls.verify',
      state: 'note',
      found: 'certificates are not checked',
      fix: 'set tls.ca instead',
    });
  const clear = urisOf(profile).filter(({ uri }) => uri.startsWith('http://'));
  if (profile.auth.kind !== 'none' && clear.length > 0)
    remarks.push({
      about: 'auth',
      state: 'note',
      found: `credentials are sent unencrypted to ${clear.map(({ key }) => key).join(', ')}`,
      fix: 'SOL013 requires TLS; use https unless this is a lab',
    });
  for (const major of ['v1', 'v2'] as const) {
    if (profile.apis['vnflcm']?.[major] === undefined || profile.vim[major] !== undefined) continue;
    remarks.push({
      about: `vim.${major}`,
      state: 'note',
      found: 'not set: instantiate is sent without vimConnectionInfo',
      fix: 'set it unless the target or its NFVO already knows the VIM',
    });
  }
  return remarks;
}

async function credentialsRemark(prober: Prober, profile: Profile): Promise<Remark> {
  if (profile.auth.kind === 'none') return { about: 'auth', state: 'ok', found: 'none' };
  try {
    const names = Object.keys(await prober.credentials.headers());
    return { about: 'auth', state: 'ok', found: `${profile.auth.kind}: ${names.join(', ')} can be sent` };
  } catch (error) {
    return failed('auth', error);
  }
}

async function ports(profile: Profile): Promise<Remark[]> {
  const { nfvo, vim } = profile.counterparts;
  const wanted = [
    ['callback port', profile.callback.host, profile.callback.port],
    ...(nfvo === undefined ? [] : [['NFVO port', nfvo.host, nfvo.port] as const]),
    ...(vim === undefined ? [] : [['VIM port', vim.host, vim.port] as const]),
  ] as const;
  return Promise.all(
    wanted.map(async ([about, host, port]): Promise<Remark> => {
      if (port === 0) return { about, state: 'ok', found: `any free port of ${host}` };
      if (await isFree(host, port)) return { about, state: 'ok', found: `${host}:${port} is free` };
      return {
        about,
        state: 'wrong',
        found: `${host}:${port} is in use, or ${host} is not an address of this machine`,
        fix: 'stop what listens there (another run?), or change host or port in the profile and in the settings of the target',
      };
    }),
  );
}

function failed(about: string, error: unknown): Remark {
  const fix = error instanceof UserError ? error.wayOut : undefined;
  return { about, state: 'wrong', found: messageOf(error), ...(fix === undefined ? {} : { fix }) };
}
