import { readFileSync } from 'node:fs';
import { packageFacts } from '../../counterparts/package.ts';
import { CLOUD } from '../keystone.ts';
import { baseOf, type Plan } from './configuration.ts';

/** VNFDs of the lab's packages; the other one is the same VNF, next version (change_vnfpkg). */
export const VNFD_ID = '6e1a3f10-7c0d-4b53-9a55-0f6c2b7d1a01';
export const OTHER_VNFD_ID = '6e1a3f10-7c0d-4b53-9a55-0f6c2b7d1a02';

/** Without Keystone, Tacker's v1 applications take who asks from headers that Keystone's middleware would have set. */
export const REQUESTER: Readonly<Record<string, string>> = {
  'X-User-Id': '5f0b1a52c1f94f0c9c0c8f6f1d1f0a01',
  'X-Project-Id': '5f0b1a52c1f94f0c9c0c8f6f1d1f0a02',
  'X-Roles': 'admin,member',
};

/** Facts of the package(s) that the NFVO serves (A) or that are on-boarded in Tacker (B). */
export const FACTS = packageFacts(VNFD_ID);

/** Each instance gets a namespace of its own, else Deployments of one name would meet; the harness puts the id in. */
const NAMESPACE = '{vnfInstanceId}';

/** The IXIT of a lab, as src/target/profile.ts has it. `vimId`: the VIM registered for v1 (layout B). */
export function profileOf(plan: Plan, vimId: string | undefined): Readonly<Record<string, unknown>> {
  const root = baseOf(plan, plan.port);
  const { tls } = plan;
  // Its own of what the harness plays; Tacker has to show one to the NFVO alone (docs/targets/tacker-16-setup.md).
  const served = tls === undefined ? {} : { tls: tls.harness };
  const definitions = { 'lcm-kubernetes-def-files': [FACTS.manifestPath], namespace: NAMESPACE };
  const b = plan.layout === 'B';
  const majors = b ? (['v1', 'v2'] as const) : (['v2'] as const);
  const byMajor = (body: object): object => Object.fromEntries(majors.map((major) => [major, body]));
  return {
    name: `tacker-16-${plan.layout}`,
    claims: b ? ['2.6.1', '3.3.1'] : ['3.3.1'],
    apis: {
      vnflcm: { ...(b ? { v1: `${root}/vnflcm/v1` } : {}), v2: `${root}/vnflcm/v2` },
      vnffm: { v1: `${root}/vnffm/v1` },
      vnfpm: { v2: `${root}/vnfpm/v2` },
      ...(b ? { vnfpkgm: { v1: `${root}/vnfpkgm/v1` } } : {}),
    },
    headers: b && plan.keystone === undefined ? REQUESTER : {},
    auth: authOf(plan),
    ...(tls === undefined ? {} : { tls: { ca: tls.ca, ...tls.harness } }),
    vim: {
      ...(vimId === undefined ? {} : { v1: [{ id: vimId, vimId, vimType: 'kubernetes' }] }),
      v2: {
        vim1: {
          vimId: '6e1a3f10-7c0d-4b53-9a55-0f6c2b7d1a09',
          vimType: 'ETSINFV.KUBERNETES.V_1',
          interfaceInfo: {
            endpoint: baseOf(plan, plan.vimPort),
            ...(tls === undefined ? {} : { ssl_ca_cert: readFileSync(tls.ca, 'utf8') }),
          },
          accessInfo: { bearer_token: plan.vimToken },
        },
      },
    },
    vnf: {
      vnfdId: VNFD_ID,
      flavourId: FACTS.flavourId,
      instantiationLevelId: FACTS.instantiationLevelId,
      aspectId: FACTS.aspectId,
      vduId: FACTS.vduId,
      otherFlavourId: FACTS.otherFlavourId,
      otherVnfdId: OTHER_VNFD_ID,
    },
    operations: {
      instantiate: byMajor({ additionalParams: definitions }),
      change_vnfpkg: {
        v2: {
          additionalParams: {
            upgrade_type: 'RollingUpdate',
            'lcm-kubernetes-def-files': [FACTS.manifestPath],
            vdu_params: [{ vdu_id: FACTS.vduId }],
          },
        },
      },
    },
    callback: { host: plan.host, port: 0, ...served },
    counterparts: {
      ...(b
        ? {}
        : {
            nfvo: {
              host: plan.host,
              port: plan.nfvoPort,
              clientId: plan.clientId,
              ...(tls === undefined
                ? { clientSecret: plan.clientSecret }
                : { tls: { ...tls.harness, clientCa: tls.ca } }),
            },
          }),
      vim: { host: plan.host, port: plan.vimPort, token: plan.vimToken, ...served },
    },
    timeouts: { request: '30s', operation: '20s', notification: '5s' },
    settle: '400ms',
    parallel: 6,
    ics: icsOf(plan),
  };
}

function authOf({ keystone, client }: Plan): Readonly<Record<string, string>> {
  if (client !== undefined) return { kind: 'oauth2', ...client };
  return keystone === undefined ? { kind: 'none' } : { kind: 'keystone', cloud: CLOUD, file: 'clouds.yaml' };
}

/**
 * What Tacker 16 offers, by its routes and options. change_ext_conn has a route and fails on Kubernetes: the way to
 * FAILED_TEMP. Optional behaviour that is neither claimed nor denied is left out, and so tried.
 */
function icsOf(plan: Plan): Readonly<Record<string, boolean>> {
  const external = plan.layout === 'A';
  return {
    'vnflcm.*': true,
    'vnflcm.scale_to_level': false,
    'vnflcm.change_flavour': false,
    'vnflcm.operate': false,
    'vnflcm.create_snapshot': false,
    'vnflcm.revert_to_snapshot': false,
    'vnflcm.snapshots': false,
    // v1 alone has a route for it.
    'vnflcm.cancel': !external,
    'vnflcm.cancel@v2': false,
    'vnflcm.etag': false,
    'vnflcm.subscriptions.duplicate': false,
    'vnflcm.authentication': plan.keystone !== undefined,
    // Layout B is its own NFVO.
    'grant.*': external,
    'vnfpkgm.*': external,
    'oauth2.*': external,
  };
}
