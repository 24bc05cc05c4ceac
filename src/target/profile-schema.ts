import { RELEASES } from '../model/release-model.ts';

/** {apiName} of every API that a profile may name. */
export const API_NAMES = [
  'vnflcm',
  'vnffm',
  'vnfpm',
  'vnfind',
  'vnfpkgm',
  'grant',
  'vrqan',
  'vnfsnapshotpkgm',
  'lcmcoord',
] as const;

/** LCM tasks on a VnfInstance, by the last segment of their resource (SOL003 5.4.4 to 5.4.11a; from 3.3.1 on also snapshots, 5.4.21, 5.4.22). */
export const LCM_TASKS = [
  'instantiate',
  'scale',
  'scale_to_level',
  'change_flavour',
  'terminate',
  'heal',
  'operate',
  'change_ext_conn',
  'change_vnfpkg',
  'create_snapshot',
  'revert_to_snapshot',
] as const;

/**
 * Requests whose body a profile may add to: `create`, and the tasks. `failing` and `failing_once` are added to an instantiation
 * that is to fail, always or the first time; `failing_rollback` to one that is to fail and whose first rollback fails too;
 * `failing_late` to tasks on an instantiated VNF that are to fail the first time, after they have changed resources; `hanging` and
 * `hanging_rollback` to one that stays in PROCESSING, or that fails and whose rollback stays in ROLLING_BACK, until it is cancelled.
 */
export const TASKS = [
  'create',
  ...LCM_TASKS,
  'failing',
  'failing_once',
  'failing_rollback',
  'failing_late',
  'hanging',
  'hanging_rollback',
] as const;

/** `10s`, `200ms`, `5m`, or a number of milliseconds. */
export const DURATION = '^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$';

const text = { type: 'string', minLength: 1 } as const;
const port = { type: 'integer', minimum: 0, maximum: 65535 } as const;
const fixedPort = { type: 'integer', minimum: 1, maximum: 65535 } as const;
const duration = { type: ['string', 'integer'], pattern: DURATION, minimum: 0 } as const;
const freeObject = { type: 'object' } as const;
/** A block that has nothing but the named keys; `required` are those without a default. */
const block = (properties: Record<string, object>, required: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const byMajor = (of: object): object => ({ ...block({ v1: of, v2: of }), minProperties: 1 });
const each = (names: readonly string[], of: object): Record<string, object> =>
  Object.fromEntries(names.map((name) => [name, of]));

/** HTTPS of what the harness plays. */
const serverTls = block({ cert: text, key: text, clientCa: text }, ['cert', 'key']);

const auth = {
  type: 'object',
  required: ['kind'],
  properties: { kind: {} },
  discriminator: { propertyName: 'kind' },
  oneOf: [
    block({ kind: { const: 'none' } }, ['kind']),
    block({ kind: { const: 'header' }, name: { ...text, pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" }, value: text }, [
      'kind',
      'name',
      'value',
    ]),
    block(
      {
        kind: { const: 'oauth2' },
        tokenEndpoint: text,
        clientId: text,
        clientSecret: text,
        scope: text,
        clientAuthentication: { enum: ['basic', 'body'] },
      },
      ['kind', 'tokenEndpoint', 'clientId', 'clientSecret'],
    ),
    block({ kind: { const: 'keystone' }, cloud: text, file: text, environment: { type: 'boolean' } }, ['kind']),
  ],
};

/** JSON Schema of a profile as it stands in YAML, variables replaced. */
export const PROFILE_SCHEMA = block(
  {
    name: text,
    claims: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: RELEASES } },
    apis: { ...block(each(API_NAMES, byMajor(text))), minProperties: 1 },
    otherOrigins: { type: 'array', items: text },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    auth,
    tls: block({ ca: text, cert: text, key: text, verify: { type: 'boolean' } }),
    vim: block({ v1: { type: 'array', items: freeObject }, v2: { type: 'object', additionalProperties: freeObject } }),
    vnf: block(
      {
        vnfdId: { type: ['string', 'object'], minLength: 1, ...byMajorParts() },
        flavourId: text,
        instantiationLevelId: text,
        aspectId: text,
        vduId: text,
        extCpdId: text,
        otherFlavourId: text,
        otherVnfdId: text,
        package: text,
      },
      ['vnfdId', 'flavourId'],
    ),
    operations: block(each(TASKS, byMajor(freeObject))),
    callback: block({ host: text, port, advertise: text, tls: serverTls }),
    counterparts: block({
      nfvo: block(
        { host: text, port: fixedPort, clientId: text, clientSecret: text, tokenLifetime: duration, tls: serverTls },
        ['port', 'clientId'],
      ),
      vim: block({ host: text, port: fixedPort, token: text, tls: serverTls }, ['port', 'token']),
    }),
    timeouts: block({ request: duration, operation: duration, notification: duration }),
    settle: duration,
    parallel: { type: 'integer', minimum: 1, maximum: 64 },
    ics: { type: ['string', 'object'], minLength: 1, additionalProperties: { type: 'boolean' } },
  },
  ['claims', 'apis', 'vnf'],
);

/** JSON Schema of an ICS: items to true or false. */
export const ICS_SCHEMA = { type: 'object', additionalProperties: { type: 'boolean' } };

function byMajorParts(): object {
  return { additionalProperties: false, properties: { v1: text, v2: text }, minProperties: 1 };
}
