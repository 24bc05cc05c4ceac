import type { AgentOptions } from 'node:https';
import { cloudSettings, type CloudSettings } from './clouds.ts';
import { Renewing } from './credentials.ts';
import { takeKeystoneToken } from './keystone.ts';
import { takeAccessToken } from './oauth2.ts';
import type { Profile } from './profile.ts';
import { pem, tlsOptions } from './tls.ts';
import { variablesFor } from './variables.ts';

export interface Authenticator {
  /** Header fields that authenticate a request. @throws UserError E_AUTH, E_UNREACHABLE */
  headers(): Promise<Record<string, string>>;
  /** The same header fields with a credential that no one gave out; empty where there is no authentication. */
  bad(): Promise<Record<string, string>>;
  /** Takes a new credential before the next request. */
  forget(): void;
  /** What was taken so far and may not be shown; grows as credentials are renewed. */
  secrets(): string[];
}

/** What no server has given out. */
const WRONG = 'credential-that-nobody-issued';

/** Credentials for requests to the SUT, taken when first needed and renewed before they end. */
export function authenticator(profile: Profile): Authenticator {
  const { auth } = profile;
  switch (auth.kind) {
    case 'none':
      return { headers: async () => ({}), bad: async () => ({}), forget: () => undefined, secrets: () => [] };
    case 'header': {
      const scheme = /^(Basic|Bearer|Token)\s/i.exec(auth.value)?.[1];
      // Basic needs a pair in base64, or the request would be malformed rather than refused.
      const wrong = scheme?.toLowerCase() === 'basic' ? Buffer.from(`${WRONG}:${WRONG}`).toString('base64') : WRONG;
      const bad = scheme === undefined ? wrong : `${scheme} ${wrong}`;
      return {
        headers: async () => ({ [auth.name]: auth.value }),
        bad: async () => ({ [auth.name]: bad }),
        forget: () => undefined,
        secrets: () => [],
      };
    }
    case 'oauth2': {
      const token = new Renewing(() => takeAccessToken(auth, profile.timeouts.request, tlsOptions(profile)));
      return fromToken(token, { Authorization: `Bearer ${WRONG}` });
    }
    case 'keystone': {
      // Read once, and only when asked: doctor wants to tell what is wrong with it.
      let cloud: CloudSettings | undefined;
      const settings = (): CloudSettings => (cloud ??= cloudSettings(auth, variablesFor(profile.file)));
      const token = new Renewing(() => {
        const chosen = settings();
        return takeKeystoneToken(chosen, profile.timeouts.request, keystoneTls(profile, chosen));
      });
      return fromToken(token, { 'X-Auth-Token': WRONG }, () => (cloud === undefined ? [] : [secretOf(cloud)]));
    }
  }
}

function fromToken(token: Renewing, bad: Record<string, string>, more: () => string[] = () => []): Authenticator {
  return {
    headers: async () => {
      const [name, value] = (await token.current()).header;
      return { [name]: value };
    },
    bad: async () => ({ ...bad }),
    forget: () => token.forget(),
    secrets: () => [...token.secrets(), ...more()],
  };
}

function secretOf(cloud: CloudSettings): string {
  return cloud.kind === 'password' ? cloud.password : cloud.secret;
}

function keystoneTls(profile: Profile, cloud: CloudSettings): AgentOptions {
  return {
    ...tlsOptions(profile),
    ...(cloud.ca === undefined ? {} : { ca: pem(cloud.ca, `cacert of ${cloud.origin}`) }),
    ...(cloud.verify === undefined ? {} : { rejectUnauthorized: cloud.verify }),
  };
}
