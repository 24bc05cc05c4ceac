import { UserError } from '../errors.ts';
import type { WireFailure } from '../exchange/exchange.ts';
import type { Profile } from '../target/profile.ts';
import { examineTls } from './doctor-tls.ts';
import { Prober, urisOf } from './reach.ts';

/**
 * That each URI answers at all, whatever it says, and that credentials can be had.
 * @throws UserError E_UNREACHABLE, E_AUTH, E_TLS
 */
export async function mustAnswer(profile: Profile): Promise<void> {
  const prober = new Prober(profile);
  try {
    await prober.credentials.headers();
    for (const { uri } of urisOf(profile)) {
      const { failure } = await prober.ask('GET', `${uri}/api_versions`);
      if (failure !== undefined) await mustBeItsOwn(profile, uri, failure);
    }
  } finally {
    prober.close();
  }
}

/** A target that hangs or hangs up does exist; the verdicts say what it does. */
async function mustBeItsOwn(profile: Profile, uri: string, failure: WireFailure): Promise<void> {
  const doctor = `\`nfv-tst doctor --target ${profile.file}\` tells you more.`;
  if (failure.kind === 'refused')
    throw new UserError(`${uri} cannot be reached: ${failure.message}`, { code: 'E_UNREACHABLE', wayOut: doctor });
  // A target that rejects our certificate may also hang up without a word.
  const wrong = (await examineTls(profile)).find(
    ({ host, remark }) => host === new URL(uri).host && remark.state === 'wrong',
  );
  if (failure.kind !== 'tls' && wrong === undefined) return;
  throw new UserError(`${uri} cannot be reached: ${wrong?.remark.found ?? failure.message}`, {
    code: 'E_TLS',
    wayOut: [wrong?.remark.fix, doctor].filter((one) => one !== undefined).join('; '),
  });
}
