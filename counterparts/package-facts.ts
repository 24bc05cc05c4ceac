import { createHash } from 'node:crypto';

/** What the package of the harness's own offers; the names are those that bodies and VNFD have to agree on. */
export interface PackageFacts {
  /** descriptor_id of the VNFD; a UUID where the SUT wants one (Tacker does). */
  readonly vnfdId: string;
  readonly vnfdVersion: string;
  readonly provider: string;
  readonly productName: string;
  readonly softwareVersion: string;
  readonly flavourId: string;
  readonly otherFlavourId: string;
  readonly instantiationLevelId: string;
  /** Instantiation level with one scale step more. */
  readonly otherLevelId: string;
  readonly aspectId: string;
  readonly maxScaleLevel: number;
  readonly vduId: string;
  /** Name of the Deployment that realises the VDU: properties.name of the VDU. */
  readonly deploymentName: string;
  /** Path of the Kubernetes manifest in the package: `lcm-kubernetes-def-files`. */
  readonly manifestPath: string;
  /** Folder or CSAR of the user's that is served instead of a package of the harness's own. */
  readonly source?: string;
}

/** What a profile says of the VNF; the rest has defaults. By API major where the ids differ. */
export interface PackageChoice {
  readonly vnfdId: string | Readonly<Partial<Record<string, string>>>;
  readonly flavourId?: string;
  readonly otherFlavourId?: string;
  readonly instantiationLevelId?: string;
  readonly aspectId?: string;
  readonly vduId?: string;
  /** A second package: the same VNF, next version. */
  readonly otherVnfdId?: string;
  /** The user's package for `vnfdId`: a folder or a CSAR; the second one is always the harness's own. */
  readonly package?: string;
}

/** The facts of one package. @param vnfdVersion descriptor_version, also the software version */
export function packageFacts(
  vnfdId: string,
  choice: Omit<PackageChoice, 'vnfdId'> = {},
  vnfdVersion = '1.0',
): PackageFacts {
  const vduId = choice.vduId ?? 'VDU1';
  return {
    vnfdId,
    vnfdVersion,
    provider: 'nfv-tst',
    productName: 'Conformance sample',
    softwareVersion: vnfdVersion,
    flavourId: choice.flavourId ?? 'simple',
    otherFlavourId: choice.otherFlavourId ?? 'large',
    instantiationLevelId: choice.instantiationLevelId ?? 'instantiation_level_1',
    otherLevelId:
      choice.instantiationLevelId === 'instantiation_level_2' ? 'instantiation_level_1' : 'instantiation_level_2',
    aspectId: choice.aspectId ?? `${vduId}_scale`,
    maxScaleLevel: 3,
    vduId,
    deploymentName: vduId.toLowerCase().replace(/[^a-z0-9-]/g, '-'),
    manifestPath: 'Files/kubernetes/deployment.yaml',
    ...(choice.package === undefined ? {} : { source: choice.package }),
  };
}

/** The packages that a profile asks for: one for each VNFD id, the other version last. */
export function packagesOf(choice: PackageChoice): readonly PackageFacts[] {
  const ids = typeof choice.vnfdId === 'string' ? [choice.vnfdId] : Object.values(choice.vnfdId);
  const own = [...new Set(ids.filter((id) => id !== undefined))].map((id) => packageFacts(id, choice));
  const other =
    choice.otherVnfdId === undefined ? [] : [packageFacts(choice.otherVnfdId, withoutPackage(choice), '2.0')];
  return [...own, ...other];
}

/** Identifier of the on-boarded package: the same for the same VNFD in every run, so that records can be compared. */
export function packageId(vnfdId: string): string {
  const hex = createHash('sha256').update(`package of ${vnfdId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What a package of the harness's own is made of, also where the user brings one. */
export function withoutPackage(choice: PackageChoice): PackageChoice {
  const own = { ...choice };
  Reflect.deleteProperty(own, 'package');
  return own;
}
