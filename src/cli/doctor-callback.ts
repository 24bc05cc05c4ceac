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
    return [{ about: ABOUT, state: 'note', found: 'not checked: subscriptions are not claimed' }];
  const listening = await listen(profile).catch((error: unknown) => messageOf(error));
  if (typeof listening === 'string')
    return [
      {
        about: ABOUT,
        state: 'wrong',
        found: listening,
        fix: 'callback.host has to be an address of this machine, and callback.port a free port',
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
  /** Why connections failed, the latest last. */
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
      found: `the target accepted the subscription without testing ${hostOf(listening.uri)}${more}`,
      ...loopback(profile, uri.uri),
    };
  }
  const reaction =
    answer.response === undefined
      ? `does not answer a subscription request (${answer.failure?.message ?? 'no reason'})`
      : `answers ${answer.response.status} to a subscription`;
  if (listening.arrived() > before) return { about, state: 'note', found: `the target reaches us, but ${reaction}` };
  const refusal = listening.refusals.at(-1);
  if (refusal !== undefined)
    return {
      about,
      state: 'wrong',
      found: `the target ${reaction}; at ${hostOf(listening.uri)} ${refusal}`,
      fix: 'check callback.tls: the target has to trust the CA of cert, and, if clientCa is set, to present a certificate of that CA',
    };
  return {
    about,
    state: 'wrong',
    found: `the target ${reaction} and has not called ${hostOf(listening.uri)}`,
    fix:
      loopback(profile, uri.uri).fix ??
      'it has to reach callback.advertise (or callback.host) and its port: check firewall, name resolution and proxy settings of the target',
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
  const location = headerOf(answer, 'location');
  const url = location === undefined ? undefined : absolute(location, base);
  // Credentials go only to where the profile sends them.
  if (url === undefined || new URL(url).host !== new URL(base).host) return false;
  const { response } = await prober.ask('DELETE', url, version);
  return response?.status === 204;
}

function absolute(location: string, base: string): string | undefined {
  return URL.canParse(location, `${base}/`) ? new URL(location, `${base}/`).href : undefined;
}

/** The most obvious cause: we listen on loopback, and the target is on another machine. */
function loopback(profile: Profile, base: string): { readonly fix?: string } {
  const ours = profile.callback.advertise ?? profile.callback.host;
  const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (!isLoopback(ours) || isLoopback(new URL(base).hostname.replace(/^\[|\]$/g, ''))) return {};
  return {
    fix: `on the target's machine, ${ours} is the target itself; set callback.host to an address of this machine that it can reach`,
  };
}

function hostOf(uri: string): string {
  return new URL(uri).host;
}
