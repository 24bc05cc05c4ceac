import type { JsonObject } from '../json.ts';

/** What the orchestrator knows of a VNF from its package: product data and topology (SOL001, IFA011). */
export interface Vnfd {
  readonly vnfdId: string;
  /** Identifier of the package it came in. */
  readonly vnfPkgId: string;
  readonly vnfProvider: string;
  readonly vnfProductName: string;
  readonly vnfSoftwareVersion: string;
  readonly vnfdVersion: string;
  readonly flavours: readonly Flavour[];
  /** Child attributes of a VNF instance that it declares, with their initial values. */
  readonly declared: Declared;
}

/** Attributes of a VNF instance whose children are declared by the VNFD (SOL003 5.5.2.2). */
export type Declared = Readonly<Record<'vnfConfigurableProperties' | 'extensions' | 'metadata', JsonObject>>;

export const NOTHING_DECLARED: Declared = { vnfConfigurableProperties: {}, extensions: {}, metadata: {} };

export interface Flavour {
  readonly id: string;
  readonly defaultLevelId: string;
  readonly levels: readonly InstantiationLevel[];
  readonly aspects: readonly Aspect[];
  readonly vdus: readonly Vdu[];
  readonly virtualLinks: readonly string[];
  readonly extCpds: readonly ExtCpd[];
}

export interface InstantiationLevel {
  readonly id: string;
  /** Scale level by aspect; an aspect left out is at 0. */
  readonly scale: ScaleLevels;
}

export type ScaleLevels = Readonly<Record<string, number>>;

export interface Aspect {
  readonly id: string;
  readonly maxLevel: number;
  /** VNFCs that a step adds, by VDU. */
  readonly delta: Readonly<Record<string, number>>;
}

export interface Vdu {
  readonly id: string;
  /** VNFCs at scale level 0 of all aspects. */
  readonly base: number;
  readonly cpds: readonly VduCpd[];
  /** Virtual storage descriptors. */
  readonly storages: readonly string[];
}

export interface VduCpd {
  readonly id: string;
  /** Internal virtual link it hangs on; absent: it is exposed by an external CP. */
  readonly virtualLink?: string;
}

export interface ExtCpd {
  readonly id: string;
  /** VDU CP that it exposes. */
  readonly vduCpd?: string;
}

export function flavourOf(vnfd: Vnfd, id: string): Flavour | undefined {
  return vnfd.flavours.find((f) => f.id === id);
}

/** VNFCs of each VDU at the given scale levels. */
export function vnfcCounts(flavour: Flavour, scale: ScaleLevels): ReadonlyMap<string, number> {
  return new Map(
    flavour.vdus.map((vdu) => {
      const added = flavour.aspects.map((a) => (scale[a.id] ?? 0) * (a.delta[vdu.id] ?? 0));
      return [vdu.id, vdu.base + added.reduce((sum, n) => sum + n, 0)];
    }),
  );
}
