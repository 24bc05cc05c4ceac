import { randomUUID } from 'node:crypto';
import { isObject } from '../src/model/json.ts';
import type { GrantedVim } from './control.ts';

/** Grants as an NFVO in direct mode gives them (SOL003 9). Pure; the server around it is in nfvo.ts. */

export interface GrantContext {
  /** URI of the grants resource, the base of `_links.self`. */
  readonly grantsUri: string;
  /** Whether VIM connections are a map (grant API 1.4.0 on) or a list. */
  readonly vimAsMap: boolean;
  /** Absent: the SUT has got its VIM otherwise and the grant names none. */
  readonly vim?: GrantedVim;
}

/** The part of a GrantRequest (SOL003 9.5.2.2) that an answer needs; all else is left to the judge. */
export interface GrantRequest {
  readonly vnfInstanceId: string;
  readonly vnfLcmOpOccId: string;
  readonly vnfInstanceLink?: string;
  readonly vnfLcmOpOccLink?: string;
  readonly resources: Readonly<Record<ResourceList, readonly RequestedResource[]>>;
}

interface RequestedResource {
  readonly id: string;
  readonly type: string;
  readonly template?: string;
}

const RESOURCE_LISTS = ['addResources', 'tempResources', 'removeResources', 'updateResources'] as const;
type ResourceList = (typeof RESOURCE_LISTS)[number];

/** Reads the request; a string says what is missing so that it cannot be answered. */
export function readGrantRequest(body: unknown): GrantRequest | string {
  if (!isObject(body)) return 'the body is not a JSON object';
  const { vnfInstanceId, vnfLcmOpOccId } = body;
  if (typeof vnfInstanceId !== 'string' || vnfInstanceId === '') return 'vnfInstanceId is missing';
  if (typeof vnfLcmOpOccId !== 'string' || vnfLcmOpOccId === '') return 'vnfLcmOpOccId is missing';
  const links = isObject(body['_links']) ? body['_links'] : {};
  const instance = href(links['vnfInstance']);
  const occurrence = href(links['vnfLcmOpOcc']);
  return {
    vnfInstanceId,
    vnfLcmOpOccId,
    ...(instance === undefined ? {} : { vnfInstanceLink: instance }),
    ...(occurrence === undefined ? {} : { vnfLcmOpOccLink: occurrence }),
    resources: {
      addResources: requested(body['addResources']),
      tempResources: requested(body['tempResources']),
      removeResources: requested(body['removeResources']),
      updateResources: requested(body['updateResources']),
    },
  };
}

/** Grants all that was asked for (SOL003 9.5.2.3 Grant). */
export function makeGrant(
  request: GrantRequest,
  context: GrantContext,
): { readonly id: string; readonly [attribute: string]: unknown } {
  const id = randomUUID();
  const placed = [...request.resources.addResources, ...request.resources.tempResources];
  const zone = { id: 'zone-1', zoneId: 'nova', ...vimReference(context) };
  return {
    id,
    vnfInstanceId: request.vnfInstanceId,
    vnfLcmOpOccId: request.vnfLcmOpOccId,
    ...vimConnections(context),
    ...(placed.length === 0 ? {} : { zones: [zone] }),
    ...Object.fromEntries(RESOURCE_LISTS.flatMap((list) => granted(list, request, zone.id, context))),
    ...vimAssets(placed, context),
    _links: {
      self: { href: `${context.grantsUri}/${id}` },
      vnfLcmOpOcc: { href: request.vnfLcmOpOccLink ?? `urn:uuid:${request.vnfLcmOpOccId}` },
      vnfInstance: { href: request.vnfInstanceLink ?? `urn:uuid:${request.vnfInstanceId}` },
    },
  };
}

function granted(
  list: ResourceList,
  request: GrantRequest,
  zoneId: string,
  context: GrantContext,
): readonly [string, unknown][] {
  const resources = request.resources[list];
  if (resources.length === 0) return [];
  const isNew = list === 'addResources' || list === 'tempResources';
  const info = resources.map((resource) => ({
    resourceDefinitionId: resource.id,
    ...(isNew ? vimReference(context) : {}),
    ...(isNew && resource.type === 'COMPUTE' ? { zoneId } : {}),
  }));
  return [[list, info]];
}

/** The virtualised compute flavours, one for each VDU that gets new instances (SOL003 9.5.3.4). */
function vimAssets(placed: readonly RequestedResource[], context: GrantContext): Readonly<Record<string, unknown>> {
  const vdus = new Set(
    placed
      .filter(({ type }) => type === 'COMPUTE')
      .flatMap(({ template }) => (template === undefined ? [] : [template])),
  );
  if (vdus.size === 0) return {};
  const computeResourceFlavours = [...vdus].map((vdu) => ({
    ...vimReference(context),
    vnfdVirtualComputeDescId: vdu,
    vimFlavourId: 'm1.small',
  }));
  return { vimAssets: { computeResourceFlavours } };
}

function vimReference(context: GrantContext): { vimConnectionId?: string } {
  return context.vim === undefined ? {} : { vimConnectionId: context.vim.id };
}

function vimConnections(context: GrantContext): Readonly<Record<string, unknown>> {
  if (context.vim === undefined) return {};
  const { id, ...info } = context.vim;
  return context.vimAsMap ? { vimConnectionInfo: { [id]: info } } : { vimConnections: [{ id, ...info }] };
}

function requested(list: unknown): readonly RequestedResource[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).flatMap((entry) => {
    const { id, type } = entry;
    if (typeof id !== 'string') return [];
    const template = entry['resourceTemplateId'] ?? entry['vduId'];
    return [
      {
        id,
        type: typeof type === 'string' ? type : '',
        ...(typeof template === 'string' ? { template } : {}),
      },
    ];
  });
}

function href(link: unknown): string | undefined {
  return isObject(link) && typeof link['href'] === 'string' ? link['href'] : undefined;
}
