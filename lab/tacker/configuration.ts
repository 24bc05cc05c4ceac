import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { authSections, type Keystone, type OAuth2Client } from '../keystone.ts';
import type { Layout } from '../places.ts';
import { type LabTls, tlsSections } from './certificates.ts';

/** All that differs between two labs. */
export interface Plan {
  readonly layout: Layout;
  /** State folder; everything that Tacker writes lies below it. */
  readonly folder: string;
  /** Loopback address that Tacker listens on and the counterparts are sought at. */
  readonly host: string;
  readonly port: number;
  /** Ports that the harness has to listen on when it plays NFVO (layout A) and VIM. */
  readonly nfvoPort: number;
  readonly vimPort: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly vimToken: string;
  /** Who Tacker asks whether a token is one; without it, anybody may do anything. */
  readonly keystone?: Keystone;
  /** The harness as a client of Keystone's token endpoint: Tacker then wants bearer tokens (SOL013 8.3). */
  readonly client?: OAuth2Client;
  /** HTTPS everywhere, and certificates from both sides; without it, plain HTTP. */
  readonly tls?: LabTls;
}

/** Base of what listens on a port of the lab. */
export function baseOf({ host, tls }: Pick<Plan, 'host' | 'tls'>, port: number): string {
  return `${tls === undefined ? 'http' : 'https'}://${host}:${port}`;
}

export interface ConfigurationFiles {
  readonly configuration: string;
  readonly log: string;
  /** Folder of the Fernet keys of registered VIMs, a file for each VIM id. */
  readonly keys: string;
}

type Sections = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** Items of one page in lists. Small, so that a walk over pages happens at all. */
const PAGE = 10;

/** Makes the folders, api-paste.ini, policy.yaml and tacker.conf. `venv`: where the wheel put its own api-paste.ini. */
export async function configure(plan: Plan, databaseUrl: string, venv: string): Promise<ConfigurationFiles> {
  const at = (...parts: string[]): string => join(plan.folder, ...parts);
  const keys = at('keys');
  for (const folder of ['state/vnfpackages', 'state/csar_files', 'state/pkg_cache', 'state/terraform', 'keys'])
    await mkdir(at(folder), { recursive: true });
  const paste = at('api-paste.ini');
  const pipelines = await readFile(join(venv, 'etc', 'tacker', 'api-paste.ini'), 'utf8');
  const authenticated = plan.client === undefined ? pipelines : withBearer(pipelines);
  await writeFile(paste, plan.layout === 'A' ? authenticated : withContext(authenticated));
  await writeFile(at('policy.yaml'), '{}\n');
  const files = { configuration: at('tacker.conf'), log: at('tacker.log'), keys };
  await writeFile(
    files.configuration,
    ini(withTls(plan, sections(plan, databaseUrl, { paste, log: files.log, keys }))),
    {
      mode: 0o600,
    },
  );
  return files;
}

function withTls(plan: Plan, sections: Sections): Sections {
  if (plan.tls === undefined) return sections;
  const more = Object.entries(tlsSections(plan.tls, plan.layout === 'A'));
  return {
    ...sections,
    ...Object.fromEntries(more.map(([name, options]) => [name, { ...sections[name], ...options }])),
  };
}

function sections(
  plan: Plan,
  databaseUrl: string,
  files: { readonly paste: string; readonly log: string; readonly keys: string },
): Sections {
  const own = baseOf(plan, plan.port);
  const nfvo = baseOf(plan, plan.nfvoPort);
  const state = join(plan.folder, 'state');
  return {
    DEFAULT: {
      bind_host: plan.host,
      bind_port: plan.port,
      host: 'localhost',
      auth_strategy: plan.keystone === undefined ? 'noauth' : 'keystone',
      state_path: state,
      api_paste_config: files.paste,
      transport_url: 'fake://',
      log_file: files.log,
      // Resources compared with the VIM behind the harness's back would lock instances in mid-run.
      db_synchronization_interval: 86_400,
    },
    database: {
      connection: databaseUrl,
      // v1 leaves connections behind until Python happens to collect them: with the usual 55, everything waits after a while.
      ...(plan.layout === 'B' ? { max_pool_size: 50, max_overflow: 450 } : {}),
    },
    vnf_package: { vnf_package_csar_path: join(state, 'vnfpackages'), vnf_package_num: PAGE },
    glance_store: { default_backend: 'file', filesystem_store_datadir: join(state, 'csar_files') },
    vnf_lcm: {
      endpoint_url: `${own}/`,
      // As shipped, an unknown vnfdId in POST /vnf_instances is answered after 3 x 10 s, and so is a subscriber that fails.
      retry_num: 1,
      retry_wait: 1,
      retry_timeout: 5,
      // Seconds before an operation may be cancelled; as shipped a minute.
      operation_timeout: 1,
      vnf_instance_num: PAGE,
      lcm_op_occ_num: PAGE,
      subscription_num: PAGE,
    },
    v2_vnfm: {
      endpoint: own,
      default_graceful_termination_timeout: 1,
      // The readiness of Kubernetes resources is looked at every 10 s, this long: once more, then the operation fails.
      kubernetes_vim_rsc_wait_timeout: 8,
      vnf_instance_page_size: PAGE,
      lcm_op_occ_page_size: PAGE,
      subscription_page_size: PAGE,
      vnffm_alarm_page_size: PAGE,
      vnfpm_pmjob_page_size: PAGE,
      vnfpm_pmthreshold_page_size: PAGE,
      tf_file_dir: join(state, 'terraform'),
    },
    // The same for API v1, where the wait also comes before the first look.
    kubernetes_vim: { stack_retries: 5, stack_retry_wait: 1 },
    v2_nfvo: {
      vnf_package_cache_dir: join(state, 'pkg_cache'),
      ...(plan.layout === 'A'
        ? {
            use_external_nfvo: true,
            endpoint: nfvo,
            token_endpoint: `${nfvo}/token`,
            client_id: plan.clientId,
            client_password: plan.clientSecret,
            use_client_secret_basic: true,
          }
        : {}),
    },
    ...(plan.keystone === undefined ? {} : authSections(plan.keystone)),
    vim_keys: { use_barbican: false, openstack: files.keys },
    oslo_policy: { policy_file: join(plan.folder, 'policy.yaml') },
  };
}

/** oslo.config reads `$` as the start of a reference to another option. */
function ini(sections: Sections): string {
  return Object.entries(sections)
    .map(([name, options]) => {
      const lines = Object.entries(options).map(
        ([option, value]) => `${option} = ${String(value).replaceAll('$', '$$$$')}`,
      );
      return `[${name}]\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

/**
 * The API applications of v1 fail with a server error unless a request context was made for them, which without
 * Keystone only happens where the filter `keystonecontext` stands in the pipeline.
 */
export function withContext(paste: string): string {
  const first = ['tackerapiapp_v1_0', 'vnfpkgmapp_v1', 'vnflcmaapp_v1'];
  return paste
    .split('\n')
    .map((line) => {
      const app = line.trim().split(/\s+/).pop() ?? '';
      if (!line.startsWith('noauth = ') || !first.includes(app) || line.includes(' keystonecontext ')) return line;
      return line.replace('noauth = request_id catch_errors', '$& keystonecontext');
    })
    .join('\n');
}

/** Tokens are taken from `Authorization: Bearer` rather than from X-Auth-Token: another filter of Keystone's middleware. */
export function withBearer(paste: string): string {
  return paste.replace(
    'keystonemiddleware.auth_token:filter_factory',
    'keystonemiddleware.oauth2_token:filter_factory',
  );
}

/** YAML with a head of comments. */
export function yamlFile(head: readonly string[], value: unknown): string {
  return `${head.map((line) => `# ${line}\n`).join('')}${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
