import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { buildPackage, packageFacts } from '../../counterparts/package.ts';
import { startVim } from '../../counterparts/vim.ts';
import { HarnessError } from '../../src/errors.ts';
import { takeKeystoneToken } from '../../src/target/keystone.ts';
import { credentialsOf } from '../keystone.ts';
import { shipped } from '../places.ts';
import { finish } from '../processes.ts';
import { quietRecorder } from '../quiet-recorder.ts';
import type { Plan } from './configuration.ts';
import { OTHER_VNFD_ID, REQUESTER, VNFD_ID } from './profile.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Registers the harness's VIM, as v1 wants it: first as an OpenStack one, for which a Keystone has to be there, then
 * made a Kubernetes one in the database. @returns its vimId
 */
export async function registerVim(
  plan: Plan,
  of: { readonly python: string; readonly databaseUrl: string; readonly keys: string },
): Promise<string> {
  const keystone = await startVim({ host: plan.host, port: 0, token: plan.vimToken, recorder: quietRecorder });
  let vimId: unknown;
  try {
    const made = await call(plan, 'POST', '/v1.0/vims', 201, {
      vim: {
        name: 'nfv-tst',
        type: 'openstack',
        is_default: true,
        auth_url: `${keystone.endpoint}/v3`,
        auth_cred: { username: 'nfv-tst', password: plan.vimToken, user_domain_name: 'Default', cert_verify: 'False' },
        vim_project: { name: 'nfv-tst', project_domain_name: 'Default' },
      },
    });
    vimId = (made['vim'] as Json | undefined)?.['id'];
  } finally {
    await keystone.close();
  }
  if (typeof vimId !== 'string') throw unexpected('the answer to POST /v1.0/vims has no id');
  const settings = {
    database: of.databaseUrl,
    keys: of.keys,
    vimId,
    endpoint: `http://${plan.host}:${plan.vimPort}`,
    token: plan.vimToken,
  };
  const { code, output } = await finish(of.python, [shipped('tacker/vim_to_kubernetes.py')], {
    input: JSON.stringify(settings),
  });
  if (code !== 0) throw unexpected('the VIM could not be turned into a Kubernetes one', output);
  return vimId;
}

/** On-boards the packages that the profile names, through VNF package management v1. */
export async function onboardPackages(plan: Plan): Promise<void> {
  for (const facts of [packageFacts(VNFD_ID), packageFacts(OTHER_VNFD_ID, {}, '2.0')]) {
    const created = await call(plan, 'POST', '/vnfpkgm/v1/vnf_packages', 201, {});
    const path = `/vnfpkgm/v1/vnf_packages/${String(created['id'])}`;
    await call(plan, 'PUT', `${path}/package_content`, 202, buildPackage(facts).csar);
    await onboarded(plan, path, facts.vnfdId);
  }
}

async function onboarded(plan: Plan, path: string, vnfdId: string): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const { onboardingState } = await call(plan, 'GET', path, 200);
    if (onboardingState === 'ONBOARDED') return;
    // Tacker falls back to CREATED when it cannot read the package.
    if (onboardingState === 'CREATED') throw unexpected(`Tacker rejects the package of VNFD ${vnfdId}`);
    await sleep(100);
  }
  throw unexpected(`the package of VNFD ${vnfdId} was not on-boarded within a minute`);
}

/** Headers that say who asks. */
async function requester({ keystone, client }: Plan): Promise<Readonly<Record<string, string>>> {
  if (keystone === undefined) return REQUESTER;
  const { header } = await takeKeystoneToken(credentialsOf(keystone), 30_000, {});
  return client === undefined ? Object.fromEntries([header]) : { Authorization: `Bearer ${header[1]}` };
}

async function call(
  plan: Plan,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  expected: number,
  content?: Json | Uint8Array,
): Promise<Json> {
  const zip = content instanceof Uint8Array;
  const body = content === undefined ? null : zip ? Buffer.from(content) : JSON.stringify(content);
  const answer = await request(`http://${plan.host}:${plan.port}${path}`, {
    method,
    body,
    headers: {
      ...(await requester(plan)),
      accept: 'application/json',
      ...(content === undefined ? {} : { 'content-type': zip ? 'application/zip' : 'application/json' }),
    },
    headersTimeout: 60_000,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== expected)
    throw unexpected(`${method} ${path} was answered with ${answer.statusCode}, expected ${expected}`, text);
  return text === '' ? {} : (JSON.parse(text) as Json);
}

function unexpected(what: string, said = ''): HarnessError {
  return new HarnessError(`Tacker: ${what}${said === '' ? '' : `\n${said.trimEnd()}`}`, {
    code: 'E_LAB',
    wayOut: "tacker.log in the lab's folder says more.",
  });
}
