import { faulty } from '../faults/seeded.ts';
import type { ApiModel } from '../../src/model/release-model.ts';
import { type JsonObject, isObject, stringAt } from '../json.ts';
import { takes } from '../manners/taken.ts';
import { Problem } from '../problem.ts';
import { BUILT_IN } from '../vnfd/catalogue.ts';
import { readTopology } from '../vnfd/archive.ts';
import type { Vnfd } from '../vnfd/vnfd.ts';
import type { OutboundAnswer } from '../outbound.ts';
import type { NfvoClient } from './client.ts';

/** Where VNFDs come from. */
export interface Packages {
  /** `undefined`: there is no such package that could be used. @throws Problem 503 when the NFVO does not do its part */
  byVnfdId(vnfdId: string): Promise<Vnfd | undefined>;
  byPackageId(vnfPkgId: string): Promise<Vnfd | undefined>;
}

export function builtInPackages(): Packages {
  return {
    byVnfdId: async (id) => BUILT_IN.find((v) => v.vnfdId === id),
    byPackageId: async (id) => BUILT_IN.find((v) => v.vnfPkgId === id),
  };
}

/** Bytes that are fetched at a time. */
const RANGE = 700;

/**
 * Packages of the NFVO (SOL003 10.4.2 to 10.4.4). In v1 a package is found by a filter on the list,
 * in v2 the VNFD id leads to it directly.
 */
export class NfvoPackages implements Packages {
  readonly #nfvo: NfvoClient;
  readonly #api: ApiModel;
  readonly #read = new Map<string, Vnfd>();

  constructor(nfvo: NfvoClient, api: ApiModel) {
    this.#nfvo = nfvo;
    this.#api = api;
  }

  byVnfdId(vnfdId: string): Promise<Vnfd | undefined> {
    return available(this.#find(vnfdId));
  }

  byPackageId(vnfPkgId: string): Promise<Vnfd | undefined> {
    return available(this.#open(vnfPkgId));
  }

  async #find(vnfdId: string): Promise<Vnfd | undefined> {
    if (this.#api.major === 'v2' && !takes('package-by-filter')) {
      const path = `/onboarded_vnf_packages/${faulty('vnfd-id-not-encoded') ? encodeURI(vnfdId) : encodeURIComponent(vnfdId)}`;
      return this.#whole(await this.#object(path), path);
    }
    const filter = this.#sol013
      ? `filter=${encodeURIComponent(equals(vnfdId))}`
      : `vnfdId=${encodeURIComponent(vnfdId)}`;
    const list = await this.#get(`/vnf_packages?${filter}`);
    const items: readonly unknown[] = arrayOf(list?.json());
    const info = items.find((i) => isObject(i) && stringAt(i, 'vnfdId') === vnfdId);
    return isObject(info)
      ? this.#whole(info, `/vnf_packages/${encodeURIComponent(stringAt(info, 'id') ?? '')}`)
      : undefined;
  }

  async #open(vnfPkgId: string): Promise<Vnfd | undefined> {
    const path = `/vnf_packages/${encodeURIComponent(vnfPkgId)}`;
    return this.#whole(await this.#object(path), path);
  }

  async #whole(info: JsonObject | undefined, path: string): Promise<Vnfd | undefined> {
    if (!info || !usable(info)) return undefined;
    const product = productOf(info);
    const version = `${product.vnfdId} ${product.vnfdVersion} ${product.vnfPkgId}`;
    const known = this.#read.get(version);
    if (known) return known;
    const content = await this.#content(path);
    const topology = content && readTopology(content.bytes);
    if (!topology || topology.flavours.length === 0) throw new Error(`the VNFD of ${product.vnfdId} could not be read`);
    const vnfd = { ...product, ...topology };
    this.#read.set(version, vnfd);
    return vnfd;
  }

  async #content(path: string): Promise<Pick<OutboundAnswer, 'bytes'> | undefined> {
    if (takes('package-in-ranges')) return this.#inRanges(`${path}/package_content`);
    if (takes('package-read-whole')) return this.#get(`${path}/package_content`, 'application/zip');
    return this.#get(`${path}/vnfd`, 'application/zip, text/plain');
  }

  /** As far as the NFVO gives ranges, which it need not do. */
  async #inRanges(path: string): Promise<Pick<OutboundAnswer, 'bytes'> | undefined> {
    const parts: Uint8Array[] = [];
    for (let first = 0; ; first += RANGE) {
      const range = { Range: `bytes=${first}-${first + RANGE - 1}` };
      const answer = await this.#get(path, 'application/zip', range);
      if (answer?.status !== 206) return answer;
      parts.push(answer.bytes);
      const whole = Number(answer.header('content-range')?.split('/')[1]);
      if (!(first + RANGE < whole)) return { bytes: Buffer.concat(parts) };
    }
  }

  async #object(path: string): Promise<JsonObject | undefined> {
    return (await this.#get(path))?.object();
  }

  /** `undefined` for 404 and for a refusal of the request's form; rejects on all else but 200. */
  async #get(
    path: string,
    accept = 'application/json',
    more: Readonly<Record<string, string>> = {},
  ): Promise<OutboundAnswer | undefined> {
    const headers = {
      Accept: faulty('package-accept-does-not-fit') ? 'text/csv' : accept,
      ...this.#version(),
      ...more,
    };
    const answer = await this.#nfvo.send('GET', `/vnfpkgm/${this.#api.major}${path}`, headers);
    if (answer.status === 404 && answer.bytes.length === 0 && faulty('bare-404-of-nfvo-is-500'))
      throw new Error('bare');
    if (
      answer.status === 404 &&
      faulty('page-of-nfvo-is-500') &&
      answer.bytes.length > 0 &&
      answer.json() === undefined
    )
      throw new Error('a web page');
    if (answer.status === 401 && faulty('refusal-of-nfvo-handed-through')) throw new Problem(401, 'not authorized');
    if (answer.status === 404) return undefined;
    if (answer.status !== 200 && answer.status !== 206) throw new Error(`package management answered ${answer.status}`);
    return answer;
  }

  #version(): Readonly<Record<string, string>> {
    return this.#sol013 && !faulty('package-read-without-version') ? { Version: this.#api.version } : {};
  }

  /** From 2.5.1 on: filters in the form of SOL013, Version header. */
  get #sol013(): boolean {
    return this.#api.resources.some((r) => r.root === 'apiName');
  }
}

/** A filter expression of SOL013 5.2.2 with its value quoted where it has to be. */
function equals(vnfdId: string): string {
  return `(eq,vnfdId,${/[,')]/.test(vnfdId) ? `'${vnfdId.replaceAll("'", "''")}'` : vnfdId})`;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The NFVO that does not answer is no fault of the request that made us ask. */
async function available<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem) throw error;
    const why = error instanceof Error ? error.message : 'no answer';
    throw new Problem(503, `VNF packages cannot be read from the NFVO: ${why}`);
  }
}

/** A package can be used when it is on-boarded and enabled (SOL003 10.5.4). */
function usable(info: JsonObject): boolean {
  return stringAt(info, 'onboardingState') === 'ONBOARDED' && stringAt(info, 'operationalState') === 'ENABLED';
}

function productOf(info: JsonObject): Omit<Vnfd, 'flavours' | 'declared'> {
  const text = (name: string): string => stringAt(info, name) ?? '';
  return {
    vnfdId: text('vnfdId'),
    vnfPkgId: text('id'),
    vnfProvider: text('vnfProvider'),
    vnfProductName: text('vnfProductName'),
    vnfSoftwareVersion: text(faulty('software-version-from-elsewhere') ? 'vnfProductName' : 'vnfSoftwareVersion'),
    vnfdVersion: text('vnfdVersion'),
  };
}
