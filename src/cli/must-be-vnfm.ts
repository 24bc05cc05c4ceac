import { randomUUID } from 'node:crypto';
import type { WireResult } from '../exchange/client.ts';
import { UserError } from '../errors.ts';
import type { Profile } from '../target/profile.ts';
import { modelsOf, offeredVersions, versionHeader } from './doctor-target.ts';
import { headerOf, payloadOf, urisOf, type Prober } from './reach.ts';

/**
 * That there is a VNFM at each URI, as far as that can be told: it lists VNF instances or API versions, and does not answer
 * whatever it is asked. What other servers answer says nothing about what is implemented.
 * @throws UserError E_PROFILE
 */
export async function mustBeVnfm(prober: Prober, profile: Profile): Promise<void> {
  for (const uri of urisOf(profile)) {
    const api = modelsOf(profile, uri)[0];
    if (uri.api !== 'vnflcm' || api === undefined) continue;
    const version = versionHeader(api);
    const ask = (path: string): Promise<WireResult> => prober.ask('GET', `${uri.uri}/${path}`, version);
    const list = await ask('vnf_instances');
    const isList = list.response?.status === 200 && Array.isArray(payloadOf(list));
    if (!isList && offeredVersions(await ask('api_versions')) === undefined)
      throw notOne(profile, uri.uri, `GET ${uri.key}/vnf_instances: ${answerText(list)}, no list of VNF instances`);
    const unknown = `nfv-tst-${randomUUID().slice(0, 8)}`;
    const beside = await ask(unknown);
    if ((beside.response?.status ?? 404) < 300)
      throw notOne(profile, uri.uri, `GET ${uri.key}/${unknown}, which no API has: ${answerText(beside)}`);
  }
}

function notOne({ file }: Profile, uri: string, because: string): UserError {
  return new UserError(`${uri} does not look like a VNFM (${because}), so no ICS is drafted`, {
    code: 'E_PROFILE',
    wayOut: `Check apis and auth in the profile; \`nfv-tst doctor --target ${file}\` tells you more.`,
  });
}

function answerText(answer: WireResult): string {
  if (answer.response === undefined) return answer.failure?.message ?? 'no answer';
  const type = headerOf(answer, 'content-type')?.split(';')[0] ?? 'no Content-Type';
  return `${answer.response.status}, ${type}`;
}
