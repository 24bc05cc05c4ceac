import { setTimeout as sleep } from 'node:timers/promises';
import { faulty } from '../faults/seeded.ts';
import type { ApiModel, ReleaseModel } from '../../src/model/release-model.ts';
import { type JsonObject, objectsAt, stringAt } from '../json.ts';
import type { Change, ResourceDelta } from '../lcm/changes.ts';
import type { ResourceHandle, VnfInstance } from '../lcm/instance.ts';
import type { OpOcc } from '../lcm/op-occ.ts';
import { takes } from '../manners/taken.ts';
import type { OutboundAnswer } from '../outbound.ts';
import { OperationFailure } from '../problem.ts';
import { project } from '../represent/project.ts';
import type { Uris } from '../uris.ts';
import { flavourOf } from '../vnfd/vnfd.ts';
import type { NfvoClient } from './client.ts';

export interface GrantQuestion {
  readonly opOcc: OpOcc;
  readonly before: VnfInstance;
  readonly after: VnfInstance;
  readonly delta: ResourceDelta;
}

export interface Granted {
  readonly grant: JsonObject;
  /** Where the grant can be read. */
  readonly uri: string;
}

/** Milliseconds between two reads of a grant that is being decided. */
const POLL = 50;
/** Reads after which the NFVO is taken for gone. */
const MOST_POLLS = 400;

/** Asks the NFVO for grants (SOL003 9.4.2, 9.4.3). */
export class Granter {
  readonly #nfvo: NfvoClient;
  readonly #model: ReleaseModel;
  readonly #api: ApiModel;
  readonly #uris: Uris;

  constructor(nfvo: NfvoClient, model: ReleaseModel, api: ApiModel, uris: Uris) {
    this.#nfvo = nfvo;
    this.#model = model;
    this.#api = api;
    this.#uris = uris;
  }

  /** @throws OperationFailure when the grant is refused or the NFVO does not do its part */
  async ask(question: GrantQuestion, signal: AbortSignal): Promise<Granted> {
    const request = grantRequest(question, this.#uris);
    const body = project(this.#model, 'GrantRequest', { ...request, ...wrongParts(question) });
    const first = await this.#send('POST', '/grants', signal, body);
    if (first.status === 201) return this.#granted(first, first.header('location'));
    const given = first.header('location');
    if (first.status !== 202 || given === undefined) throw refusal(first);
    const location = new URL(given, `${this.#nfvo.apiRoot}/`).href;
    for (let poll = 0; poll < MOST_POLLS; poll++) {
      await sleep(POLL, undefined, { signal });
      const answer = await this.#send('GET', location, signal);
      if (answer.status === 202 && impatient(question)) return { grant: {}, uri: location };
      if (answer.status === 403 && faulty('later-refusal-ignored')) return { grant: {}, uri: location };
      if (answer.status === 200) return this.#granted(answer, location);
      if (answer.status !== 202) throw refusal(answer);
    }
    throw new OperationFailure(504, 'the NFVO does not decide on the grant', 'Grant not decided');
  }

  #granted(answer: OutboundAnswer, location: string | undefined): Granted {
    const grant = answer.object();
    const id = grant && stringAt(grant, 'id');
    if (!grant || id === undefined) throw new OperationFailure(500, 'the grant cannot be read', 'Grant not understood');
    return { grant, uri: location ?? `${this.#nfvo.apiRoot}${this.#path('/grants')}/${encodeURIComponent(id)}` };
  }

  async #send(method: 'GET' | 'POST', to: string, signal: AbortSignal, body?: JsonObject): Promise<OutboundAnswer> {
    const versioned = this.#api.resources.some((r) => r.root === 'apiName');
    const told = versioned && !faulty('grant-request-without-version');
    const headers = { Accept: 'application/json', ...(told ? { Version: this.#api.version } : {}) };
    const path = /^https?:/.test(to) ? to : this.#path(to);
    try {
      return await this.#nfvo.send(method, path, headers, body, signal);
    } catch (error) {
      signal.throwIfAborted();
      const why = error instanceof Error ? error.message : 'no answer';
      throw new OperationFailure(503, `the NFVO cannot be reached for a grant: ${why}`, 'No grant');
    }
  }

  #path(below: string): string {
    return `/grant/${this.#api.major}${below}`;
  }
}

function refusal(answer: OutboundAnswer): OperationFailure {
  const problem = answer.object();
  const detail = (problem && stringAt(problem, 'detail')) ?? `the NFVO answered ${answer.status}`;
  return new OperationFailure(answer.status, `grant not given: ${detail}`, 'Grant refused');
}

/** Faults: what goes on before the NFVO has decided. */
function impatient({ opOcc }: GrantQuestion): boolean {
  const terminates = opOcc.operation === 'TERMINATE' && faulty('grant-of-termination-not-waited-for');
  if (faulty('decision-on-tasks-not-awaited')) return opOcc.operation !== 'INSTANTIATE';
  return terminates || faulty('grant-taken-before-decided');
}

/** Faults: what a grant request says wrongly. */
function wrongParts({ opOcc, before, delta }: GrantQuestion): JsonObject {
  if (faulty('grant-for-another-instance')) return { vnfInstanceId: opOcc.id };
  if (faulty('grant-for-another-operation')) return { operation: opOcc.operation === 'HEAL' ? 'SCALE' : 'HEAL' };
  if (faulty('grant-for-unknown-occurrence')) return { vnfLcmOpOccId: before.id };
  if (faulty('grant-without-resources'))
    return { addResources: undefined, removeResources: undefined, updateResources: undefined };
  if (faulty('grant-for-another-vnfd')) return { vnfdId: before.id };
  if (faulty('grant-without-links')) return { _links: undefined };
  if (faulty('grant-as-automatic')) return { isAutomaticInvocation: true };
  if (faulty('destination-vnfd-not-told')) return { dstVnfdId: undefined };
  if (faulty('grant-to-remove-another')) return toRemoveAnother(opOcc, before, delta);
  if (faulty('new-flavour-not-told') && opOcc.operation === 'CHANGE_FLAVOUR') return { flavourId: undefined };
  return {};
}

/** The grant is asked for a VNFC that stays or, where none does, for what is not there. */
function toRemoveAnother({ id }: OpOcc, before: VnfInstance, delta: ResourceDelta): JsonObject {
  const kept = before.instantiated?.vnfcs.find((one) => delta.vnfcs.every(({ resource }) => resource.id !== one.id));
  const resource = kept?.computeResource ?? { resourceId: id };
  const removed = definitions(delta, 'REMOVED');
  return { removeResources: removed.map((one) => (one['type'] === 'COMPUTE' ? { ...one, resource } : one)) };
}

/** GrantRequest with all that any release has (SOL003 9.5.2.2). */
function grantRequest({ opOcc, before, after, delta }: GrantQuestion, uris: Uris): JsonObject {
  const params = opOcc.operationParams ?? {};
  const vnf = after.instantiated;
  const isByLevel = takes('level-for-resources') && opOcc.operation === 'INSTANTIATE';
  const standard = isByLevel && vnf ? flavourOf(after.vnfd, vnf.flavourId)?.defaultLevelId : undefined;
  const level = stringAt(params, 'instantiationLevelId') ?? standard;
  return {
    vnfInstanceId: opOcc.vnfInstanceId,
    vnfLcmOpOccId: opOcc.id,
    vnfdId: before.vnfd.vnfdId,
    dstVnfdId: opOcc.operation === 'CHANGE_VNFPKG' ? after.vnfd.vnfdId : undefined,
    flavourId: (after.instantiated ?? before.instantiated)?.flavourId,
    operation: opOcc.operation,
    isAutomaticInvocation: opOcc.isAutomaticInvocation,
    instantiationLevelId:
      opOcc.operation === 'INSTANTIATE' || faulty('level-in-every-grant-request') ? level : undefined,
    addResources: isByLevel ? [] : definitions(delta, 'ADDED'),
    removeResources: definitions(delta, 'REMOVED'),
    updateResources: definitions(delta, 'MODIFIED'),
    _links: {
      vnfLcmOpOcc: { href: uris.vnfLcmOpOcc(opOcc.id) },
      vnfInstance: { href: uris.vnfInstance(opOcc.vnfInstanceId) },
    },
  };
}

/** ResourceDefinition (SOL003 9.5.3.2); `resource` names what is there already. */
function definitions(delta: ResourceDelta, changeType: Change<unknown>['changeType']): readonly JsonObject[] {
  const isBare =
    changeType === 'ADDED'
      ? !faulty('grant-adds-what-is-there')
      : changeType === 'MODIFIED' && faulty('updated-resources-without-handle');
  const there = (handle: ResourceHandle): JsonObject => (isBare ? {} : { resource: handle });
  const of = <T>(changes: readonly Change<T>[]): readonly T[] =>
    changes.filter((c) => c.changeType === changeType).map((c) => c.was ?? c.resource);
  const vduOf = (storageId: string): string | undefined =>
    delta.vnfcs.find((v) => v.resource.storageResourceIds.includes(storageId))?.resource.vduId;
  const vnfd = ({ vnfdId }: { readonly vnfdId?: string | undefined }): JsonObject =>
    faulty('definitions-without-vnfd') ? {} : { vnfdId };
  return [
    ...of(delta.vnfcs).map((v) => ({
      id: v.id,
      type: 'COMPUTE',
      vduId: v.vduId,
      ...vnfd(v),
      resourceTemplateId: v.vduId,
      ...there(v.computeResource),
    })),
    ...of(delta.virtualLinks).map((l) => ({
      id: l.id,
      type: 'VL',
      ...vnfd(l),
      resourceTemplateId: l.vnfVirtualLinkDescId,
      ...there(l.networkResource),
    })),
    ...of(delta.storages).map((s) => ({
      id: s.id,
      type: 'STORAGE',
      vduId: vduOf(s.id),
      ...vnfd(s),
      resourceTemplateId: s.virtualStorageDescId,
      ...there(s.storageResource),
    })),
  ];
}

/** Identifiers of zones that the grant names, by the local id that GrantInfo uses. */
export function zonesOf(grant: JsonObject): ReadonlyMap<string, string> {
  return new Map(objectsAt(grant, 'zones').map((zone) => [stringAt(zone, 'id') ?? '', stringAt(zone, 'zoneId') ?? '']));
}
