/** The model as the harness uses it: one release, compiled from the rows of specs-versions/model. */

export const RELEASES = ['2.4.1', '2.6.1', '3.3.1', '3.7.1'] as const;
export type Release = (typeof RELEASES)[number];
export type Major = 'v1' | 'v2';
/** Stated here as well as in the rows, so that the command line and Playwright need not load these. */
const LCM_MAJOR: Readonly<Record<Release, Major>> = { '2.4.1': 'v1', '2.6.1': 'v1', '3.3.1': 'v2', '3.7.1': 'v2' };

/** Major version of the VNF LCM API that a release defines. */
export function lcmMajor(release: Release): Major {
  return LCM_MAJOR[release];
}

/** Major version of an API version: `v2` of 2.1.0. */
export function majorOf(version: string): Major {
  return version.startsWith('2.') ? 'v2' : 'v1';
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A model compiled from rows, or imported from OpenAPI documents of any SOL version. */
export type AnyModel = ReleaseModel<string>;
export type AnyApi = ApiModel<string>;

/** One release: all APIs and data types that it defines. */
export interface ReleaseModel<R extends string = Release> {
  readonly release: R;
  /** The common rules of SOL013 apply: its filter syntax, paging, the header Version, api_versions. False for 2.4.1. */
  readonly sol013: boolean;
  readonly apis: ReadonlyMap<string, ApiModel<R>>;
  /** Data types by the name the GS gives them. */
  readonly types: ReadonlyMap<string, DataType>;
}

/** One API of one release, e.g. vnflcm 1.3.0 of SOL003 2.6.1. */
export interface ApiModel<R extends string = Release> {
  /** {apiName} in the URI (SOL013 4.1), e.g. `vnflcm`; notification endpoints are an API of their own: `vnflcm-notification`. */
  readonly name: string;
  /** `SOL003`; imported APIs may also be of SOL002 or SOL005. */
  readonly spec: string;
  readonly release: R;
  /** MAJOR.MINOR.PATCH of the GS. */
  readonly version: string;
  readonly major: Major;
  readonly resources: readonly Resource[];
}

export interface Resource {
  /** Stable name, the path's template without braces: `vnf_instances`, `vnf_instances/{vnfInstanceId}/instantiate`. */
  readonly name: string;
  /** Below {apiRoot}/{apiName}/{apiMajorVersion}; api_versions resources say `root: 'apiName'` and stand below {apiRoot}/{apiName}. */
  readonly path: string;
  readonly root: 'apiMajorVersion' | 'apiName' | 'callback';
  /** Includes the specification, like all clauses of the compiled model: `SOL003 5.4.2`, `SOL013 9.3.2`. */
  readonly clause: string;
  readonly operations: ReadonlyMap<Method, Operation>;
}

export interface Operation {
  readonly method: Method;
  readonly clause: string;
  readonly request?: { readonly type: string; readonly mediaType: string };
  /** Status codes this operation may answer, the common error codes of SOL013 included. */
  readonly responses: ReadonlyMap<number, ResponseModel>;
  /** ICS item that has to be claimed for this operation, e.g. `vnflcm.scale_to_level`. */
  readonly ics?: string;
  readonly query: readonly QueryParameter[];
  /** Request headers besides Accept, Content-Type, Authorization and Version, e.g. Range. */
  readonly headers?: readonly string[];
}

export const QUERY_PARAMETERS = [
  'filter',
  'all_fields',
  'fields',
  'exclude_fields',
  'exclude_default',
  'nextpage_opaque_marker',
] as const;
export type QueryParameter = (typeof QUERY_PARAMETERS)[number];

export interface ResponseModel {
  /** Not in the table of the operation, but an error that SOL013 6.4 allows for every operation. */
  readonly common?: true;
  /** Data type of the payload; absent: no payload. */
  readonly type?: string;
  /** The payload is a list of `type`. */
  readonly list?: boolean;
  readonly mediaType?: string;
  /** Further media types that are as good as `mediaType`, e.g. application/zip beside text/plain. */
  readonly alternatives?: readonly string[];
  /** Headers that shall be there. */
  readonly headers: readonly string[];
  /** Headers that may be there. */
  readonly optionalHeaders?: readonly string[];
}

export type DataType =
  | {
      readonly kind: 'object';
      readonly name: string;
      readonly clause: string;
      readonly attributes: readonly Attribute[];
    }
  | { readonly kind: 'enum'; readonly name: string; readonly clause: string; readonly values: readonly string[] }
  | { readonly kind: 'simple'; readonly name: string; readonly clause: string; readonly schema: SimpleSchema }
  /** `discriminator`: attribute whose value names the member. */
  | {
      readonly kind: 'union';
      readonly name: string;
      readonly clause: string;
      readonly members: readonly string[];
      readonly discriminator?: string;
    };

/** JSON Schema of a scalar (or of "any object", e.g. KeyValuePairs). */
export interface SimpleSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Attribute {
  readonly name: string;
  readonly type: TypeRef;
  readonly collection: 'one' | 'array' | 'map';
  readonly min: number;
  readonly max: number | 'N';
  /** JSON null is legal (JSON Merge Patch, RFC 7396: remove). */
  readonly nullable: boolean;
  /** Shall be present when the sibling attribute has one of the values. */
  readonly presentIf?: { readonly attribute: string; readonly values: readonly string[] };
  /** May be absent, and has at least one item when it is there (`min` is 0). */
  readonly nonEmpty?: boolean;
  /** An entry of the map may be null (RFC 7396: remove the entry). */
  readonly nullableEntries?: boolean;
  /** At least one (`any`), exactly one (`one`), at most one (`most`) of the sibling attributes of the same group may be present. */
  readonly group?: { readonly kind: GroupKind; readonly name: string };
  /** Required in this direction only. */
  readonly only?: 'request' | 'response';
}

/** How many attributes of a group have to be there: at least one, exactly one, at most one. */
export type GroupKind = 'any' | 'one' | 'most';

export type TypeRef =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'object'; readonly attributes: readonly Attribute[] };

/** What a schema validation found; one a deviation. */
export interface SchemaIssue {
  /** JSON pointer into the judged value. */
  readonly pointer: string;
  /** Data type and attribute path within it, list indices left out: `VnfLcmOpOcc.startTime`, `VnfInstance.instantiatedVnfInfo.flavourId`. */
  readonly attribute: string;
  /** JSON Schema keyword: required, type, enum, format, minItems, ... */
  readonly keyword: string;
  readonly expected: string;
  readonly observed: unknown;
}
