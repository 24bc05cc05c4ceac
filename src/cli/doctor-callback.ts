import { setTimeout as sleep } from 'node:timers/promises';
import { startSinks } from '../../counterparts/sinks.ts';
import { quietRecorder } from '../../lab/quiet-recorder.ts';
import { messageOf } from '../errors.ts';
import type { WireResult } from '../exchange/client.ts';
import { claimsOf } from '../target/load-profile.ts';
import type { Profile } from '../target/profile.ts';
import { serverPem } from '../target/tls.ts';
import type { Remark } from './doctor.ts';
import { modelsOf, versionHeader } from './doctor-target.ts';
import { headerOf, type Prober, urisOf } from './reach.ts';

const ABOUT = 'callback';

/**
 * Whether the target reaches us: a subscription makes it test its callbackUri (SOL003 5.4.20). The subscription is removed.
 */
export async function examineCallback(prober: Prober, profile: Profile): Promise<Remark[]> {
  if (claimsOf(profile)('vnflcm.subscriptions') === false)
    return [{ about: ABOUT, state: 'note', found: 'subscriptions are not claimed; not looked at' }];
  const listening = await listen(profile).catch((error: unknown) => messageOf(error));
  if (typeof listening === 'string')
    return [
      {
        about: ABOUT,
        state: 'wrong',
        found: listening,
        mend: 'callback.host has to be an address of this machine, callback.port a free one',
      },
    ];
  try {
    const remarks: Remark[] = [];
    for (const uri of urisOf(profile).filter(({ api }) => api === 'vnflcm'))
      remarks.push(await subscribed(prober, profile, uri, listening));
    return remarks;
  } finally {
    await listening.close();
  }
}

interface Listening {
  readonly uri: string;
  arrived(): number;
  /** Why connections came to nothing, the latest last. */
  readonly refusals: readonly string[];
  close(): Promise<void>;
}

async function listen({ callback }: Profile): Promise<Listening> {
  const refusals: string[] = [];
  const { tls, ...at } = callback;
  const sinks = await startSinks({
    ...at,
    ...(tls === undefined ? {} : { tls: serverPem(tls, 'callback.tls') }),
    recorder: quietRecorder,
    refused: (reason) => refusals.push(reason),
  });
  const sink = await sinks.sink({ run: 'doctor' });
  return { uri: sink.uri, arrived: () => sink.received().length, refusals, close: () => sinks.close() };
}

async function subscribed(
  prober: Prober,
  profile: Profile,
  uri: ReturnType<typeof urisOf>[number],
  listening: Listening,
): Promise<Remark> {
  const about = `${uri.key} callback`;
  const before = listening.arrived();
  const version = versionHeader(modelsOf(profile, uri)[0]);
  const answer = await prober.ask('POST', `${uri.uri}/subscriptions`, version, 'valid', { callbackUri: listening.uri });
  if (answer.response?.status === 201) {
    const reached = await arrives(listening, before, profile.timeouts.notification);
    const removed = await remove(prober, uri.uri, answer, version);
    const more = removed ? '' : '; the subscription could not be removed';
    if (reached)
      return { about, state: removed ? 'ok' : 'note', found: `the target reaches ${hostOf(listening.uri)}${more}` };
    return {
      about,
      state: 'unknown',
      found: `the target took the subscription without testing ${hostOf(listening.uri)}${more}`,
      ...loopback(profile, uri.uri),
    };
  }
  const status = answer.response?.status ?? answer.failure?.message ?? 'nothing';
  if (listening.arrived() > before)
    return { about, state: 'note', found: `the target reaches us, yet answers ${status} to a subscription` };
  const refusal = listening.refusals.at(-1);
  if (refusal !== undefined)
    return {
      about,
      state: 'wrong',
      found: `the target answers ${status} to a subscription; at ${hostOf(listening.uri)} ${refusal}`,
      mend: 'see callback.tls: the target has to trust the CA of cert, and to show a certificate of clientCa where that is given',
    };
  return {
    about,
    state: 'wrong',
    found: `the target answers ${status} to a subscription and has not called ${hostOf(listening.uri)}`,
    mend:
      loopback(profile, uri.uri).mend ??
      'it has to reach callback.advertise (or callback.host) and its port: firewall, name resolution, proxy settings of the target',
  };
}

async function arrives(listening: Listening, before: number, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + Math.min(timeoutMs, 3000);
  while (listening.arrived() === before && Date.now() < until) await sleep(50);
  return listening.arrived() > before;
}

async function remove(
  prober: Prober,
  base: string,
  answer: WireResult,
  version: Record<string, string>,
): Promise<boolean> {
  const location = headerOf(answer.response?.headers ?? [], 'location');
  const url = location === undefined ? undefined : absolute(location, base);
  // Credentials go only to where the profile sends them.
  if (url === undefined || new URL(url).host !== new URL(base).host) return false;
  const { response } = await prober.ask('DELETE', url, version);
  return response?.status === 204;
}

function absolute(location: string, base: string): string | undefined {
  return URL.canParse(location, `${base}/`) ? new URL(location, `${base}/`).href : undefined;
}

/** The plainest cause: we listen on loopback, and the target is elsewhere. */
function loopback(profile: Profile, base: string): { readonly mend?: string } {
  const ours = profile.callback.advertise ?? profile.callback.host;
  const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (!isLoopback(ours) || isLoopback(new URL(base).hostname.replace(/^\[|\]$/g, ''))) return {};
  return {
    mend: `${ours} means the target itself there; set callback.host to an address of this machine that it can reach`,
  };
}

function hostOf(uri: string): string {
  return new URL(uri).host;
}
