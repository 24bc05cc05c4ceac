import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitCodeFor, obstaclesTo, statementOf } from '../../reporters/certificate.ts';
import { obstaclesText } from '../../reporters/certificate-text.ts';
import { digestsOf } from '../../reporters/digests.ts';
import { loadRun, type Run } from '../../reporters/load-run.ts';
import { algorithmOf, signed, thumbprintOf } from '../../reporters/signature.ts';
import { visible } from '../../reporters/visible.ts';
import { put } from '../../reporters/write-reports.ts';
import { UserError } from '../errors.ts';
import { certificateFile, type Digests } from '../judge/certificate.ts';
import { readRunInfo, REPORT_FILES } from '../judge/run-directory.ts';
import type { RunInfo } from '../judge/run-info.ts';
import type { Release } from '../model/release-model.ts';
import type { CertifyOptions } from './certificate.ts';
import { privateKey } from './certificate-key.ts';
import { qualification } from './qualification.ts';
import { runsIn } from './runs-in.ts';
import { mustBeWritable } from './writable.ts';

type Code = 0 | 1 | 3;

/**
 * Writes a certificate for each release that a run shows conformance to, and says of the others what stands in the way.
 * @returns 0 where all that was asked for is certified
 * @throws UserError E_USAGE, E_KEY, E_RECORD
 */
export async function certify(dir: string, options: CertifyOptions): Promise<Code> {
  if (options.key === undefined)
    throw new UserError('a certificate is signed, and no key was named', {
      code: 'E_USAGE',
      wayOut: 'Name a private key with --key; `nfv-tst certificate --help` says how to make one.',
    });
  const key = privateKey(options.key, process.env);
  const dirs = runsIn(dir);
  mustBeClaimed(dir, dirs.map(readRunInfo), options.release);
  if (options.out !== undefined) mustBeWritable(options.out, '--out');
  const runs: Run[] = [];
  for (const each of dirs) runs.push(await loadRun(each));
  const codes: Code[] = [];
  for (const run of runs) {
    const { out = dir } = options;
    const place = run.dir === dir ? out : join(out, basename(run.dir));
    codes.push(...(await certifyRun(run, wanted(run.info, options.release), key, place)));
  }
  await sayWhatNext(dir, codes, key);
  return codes.includes(1) ? 1 : codes.includes(3) ? 3 : 0;
}

/** @throws UserError E_USAGE where there is nothing to certify */
function mustBeClaimed(dir: string, infos: readonly RunInfo[], asked: readonly Release[] | undefined): void {
  const claims = [...new Set(infos.flatMap(({ target }) => target.claims))].sort();
  if (claims.length === 0)
    throw new UserError(`${dir}: the target claims no release, so there is nothing to certify`, {
      code: 'E_USAGE',
      wayOut: 'Name the releases under `claims` in its profile, and run again.',
    });
  const unclaimed = asked?.find((release) => !claims.includes(release));
  if (unclaimed === undefined) return;
  throw new UserError(`${dir}: the target does not claim ${unclaimed}`, {
    code: 'E_USAGE',
    wayOut: `It claims ${claims.join(', ')}. To have another release certified, claim it in the profile and run again.`,
  });
}

function wanted({ target }: RunInfo, asked: readonly Release[] | undefined): readonly Release[] {
  return target.claims.filter((release) => asked === undefined || asked.includes(release));
}

async function certifyRun(run: Run, wanted: readonly Release[], key: KeyObject, place: string): Promise<Code[]> {
  const codes: Code[] = [];
  const name = visible(run.info.target.name);
  let sha256: Digests | undefined;
  for (const release of wanted) {
    const obstacles = obstaclesTo(release, run);
    codes.push(exitCodeFor(obstacles));
    if (obstacles.length > 0) {
      const width = (process.stdout.columns as number | undefined) ?? 100;
      console.log(`${name}, SOL003 ${release}: no certificate\n${obstaclesText(obstacles, width)}`);
      continue;
    }
    sha256 ??= await digestsOf(run.dir);
    const statement = statementOf(release, run, sha256, qualification());
    const file = join(place, certificateFile(release));
    mkdirSync(place, { recursive: true });
    await put(file, `${JSON.stringify(await signed(statement, key), undefined, 2)}\n`);
    console.log(`${name}, SOL003 ${release}: certified in ${file}`);
  }
  return codes;
}

async function sayWhatNext(dir: string, codes: readonly Code[], key: KeyObject): Promise<void> {
  if (codes.some((code) => code !== 0)) {
    const page = join(dir, REPORT_FILES.html);
    console.log(
      existsSync(page)
        ? `All that stands in the way: ${pathToFileURL(resolve(page)).href}`
        : `\`nfv-tst matrix ${dir}\` writes ${page}, with all that stands in the way.`,
    );
  }
  if (!codes.includes(0)) return;
  console.log(`Key (${algorithmOf(key) ?? ''}): ${await thumbprintOf(key)}
Publish this thumbprint or the public key where others know that it is yours, and hand out the run's directory with
the certificate: \`nfv-tst certificate verify FILE --record DIR\` checks both offline.`);
}
