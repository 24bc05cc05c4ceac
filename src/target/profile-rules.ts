import { isIP } from 'node:net';
import { lcmMajor } from '../model/release-model.ts';
import type { LocatedYaml, Path, Problem } from './located-yaml.ts';
import type { Profile } from './profile.ts';

/** A release is claimed whose VNF LCM API has no URI. */
export function claimProblems(yaml: LocatedYaml, profile: Profile): Problem[] {
  const lcm = profile.apis['vnflcm'];
  if (lcm === undefined) return [];
  return profile.claims.flatMap((release, index) => {
    const major = lcmMajor(release);
    if (lcm[major] !== undefined) return [];
    return [yaml.at(['claims', index], `${release} is claimed, but apis.vnflcm.${major}, which it needs, is missing`)];
  });
}

const ANY_ADDRESS = new Set(['0.0.0.0', '::']);

/** Hosts that are no hosts, and an address that listens everywhere but can be called nowhere. */
export function hostProblems(yaml: LocatedYaml, profile: Profile): Problem[] {
  const { callback, counterparts } = profile;
  const hosts: (readonly [Path, string | undefined])[] = [
    [['callback', 'host'], callback.host],
    [['callback', 'advertise'], callback.advertise],
    [['counterparts', 'nfvo', 'host'], counterparts.nfvo?.host],
    [['counterparts', 'vim', 'host'], counterparts.vim?.host],
  ];
  const problems = hosts.flatMap(([path, host]) =>
    host === undefined || isHost(host)
      ? []
      : [yaml.at(path, `${path.join('.')}: expected only a host name or an IP address, without scheme, port or path`)],
  );
  if (ANY_ADDRESS.has(callback.host) && callback.advertise === undefined)
    problems.push(
      yaml.at(['callback', 'host'], `the target cannot call ${callback.host} (callback.host); add callback.advertise`),
    );
  return [...problems, ...portProblems(yaml, profile)];
}

function portProblems(yaml: LocatedYaml, profile: Profile): Problem[] {
  const { nfvo, vim } = profile.counterparts;
  const ports: (readonly [Path, number | undefined])[] = [
    [['callback', 'port'], profile.callback.port],
    [['counterparts', 'nfvo', 'port'], nfvo?.port],
    [['counterparts', 'vim', 'port'], vim?.port],
  ];
  const owner = new Map<number, string>();
  return ports.flatMap(([path, port]) => {
    if (port === undefined || port === 0) return [];
    const other = owner.get(port);
    owner.set(port, path.join('.'));
    return other === undefined ? [] : [yaml.at(path, `${path.join('.')}: port ${port} is already used by ${other}`)];
  });
}

function isHost(host: string): boolean {
  return isIP(host) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/.test(host);
}

/** A client of the NFVO's token endpoint presents a secret or, if that is required, its certificate. */
export function clientProblems(yaml: LocatedYaml, profile: Profile): Problem[] {
  const { nfvo } = profile.counterparts;
  if (nfvo === undefined || nfvo.clientSecret !== undefined || nfvo.tls?.clientCa !== undefined) return [];
  const message =
    'counterparts.nfvo.clientSecret is missing; it may be left out only if tls.clientCa requires a client certificate';
  return [yaml.at(['counterparts', 'nfvo'], message, 'key')];
}

/** Header fields that cannot go over the wire, and those the harness itself sets. */
export function headerProblems(yaml: LocatedYaml, profile: Profile): Problem[] {
  const own = new Set([
    'host',
    'content-length',
    'transfer-encoding',
    'connection',
    'content-type',
    'accept',
    'version',
  ]);
  return Object.entries(profile.headers).flatMap(([name, value]) => {
    const path = ['headers', name];
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name))
      return [yaml.at(path, `${name} is not a header field name`, 'key')];
    if (own.has(name.toLowerCase()))
      return [yaml.at(path, `${name} is set by the harness itself; leave it out`, 'key')];
    return /[\r\n\0]/.test(value) ? [yaml.at(path, `the value of ${name} may not contain line breaks`)] : [];
  });
}
