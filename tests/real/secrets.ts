import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProfile, secretsOf } from '../../src/target/load-profile.ts';
import type { Check } from './identity.ts';

/** Nothing that the lab's profile keeps secret, and no token of a Keystone (Fernet), is in any file of a run. */
export function checkSecrets(profile: string, out: string, check: Check): void {
  const secrets = secretsOf(loadProfile(profile));
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const leaks = files.flatMap(({ parentPath, name }) => {
    const text = readFileSync(join(parentPath, name), 'latin1');
    const told = secrets.some((secret) => text.includes(secret)) || /\bgAAAAA[\w-]{60,}/.test(text);
    return told ? [name] : [];
  });
  check(secrets.length > 0 && files.length > 3, 'there are secrets, and files to look for them in');
  check(leaks.length === 0, 'no secret of the profile and no token is in any file of the run', leaks.join());
}
