import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { systemErrorCode, UserError } from '../errors.ts';
import { baseUri, originOf } from './base-uri.ts';
import { milliseconds } from './duration.ts';
import { answerOf, readIcs, unknownItems, type Ics } from './ics.ts';
import { LocatedYaml, problemText, type Path, type Problem } from './located-yaml.ts';
import { PROFILE_SCHEMA } from './profile-schema.ts';
import type { Auth, Profile, ServerTls, VnfFacts } from './profile.ts';
import { schemaProblems } from './schema-problems.ts';
import { claimProblems, clientProblems, hostProblems, headerProblems } from './profile-rules.ts';
import type { Major } from '../model/release-model.ts';
import { variablesFor, type Variables } from './variables.ts';

export { secretsOf } from './secrets.ts';

/** A profile as it stands in YAML, after the schema has been over it. */
export interface WrittenProfile {
  readonly name?: string;
  readonly claims: Profile['claims'];
  readonly apis: Profile['apis'];
  readonly otherOrigins?: Profile['otherOrigins'];
  readonly headers?: Profile['headers'];
  readonly auth?: WrittenAuth;
  readonly tls?: Partial<Profile['tls']>;
  readonly vim?: Profile['vim'];
  readonly vnf: VnfFacts;
  readonly operations?: Profile['operations'];
  readonly callback?: Partial<Profile['callback']>;
  readonly counterparts?: WrittenCounterparts;
  readonly timeouts?: Partial<Record<keyof Profile['timeouts'], string | number>>;
  readonly settle?: string | number;
  readonly parallel?: number;
  readonly ics?: string | Ics;
}
type Keystone = Extract<Auth, { kind: 'keystone' }>;
type WrittenAuth = Exclude<Auth, Keystone> | (Omit<Keystone, 'environment'> & Partial<Pick<Keystone, 'environment'>>);
type Nfvo = NonNullable<Profile['counterparts']['nfvo']>;
type Vim = NonNullable<Profile['counterparts']['vim']>;
interface WrittenCounterparts {
  readonly nfvo?: Partial<Pick<Nfvo, 'host'>> &
    Omit<Nfvo, 'host' | 'tokenLifetime'> & { readonly tokenLifetime?: string | number };
  readonly vim?: Partial<Pick<Vim, 'host'>> & Omit<Vim, 'host'>;
}

const LOOPBACK = '127.0.0.1';

/**
 * Reads a target profile (IXIT).
 * @throws UserError E_PROFILE with every problem found, a line each, `file:line:column: message`
 */
export function loadProfile(file: string): Profile {
  const text = read(file);
  return parseProfile(text, file, variablesFor(file));
}

/** As `loadProfile`, from text. */
export function parseProfile(text: string, file: string, variables: Variables): Profile {
  const shown = shownName(file);
  const yaml = new LocatedYaml(shown, text, variables);
  stopAt(yaml.problems);
  stopAt(schemaProblems(yaml, PROFILE_SCHEMA));
  const written = yaml.value() as WrittenProfile;
  const problems: Problem[] = [];
  const profile = completed(written, new Completion(yaml, file, variables, problems));
  problems.push(...claimProblems(yaml, profile), ...hostProblems(yaml, profile));
  problems.push(...clientProblems(yaml, profile), ...headerProblems(yaml, profile));
  stopAt(problems);
  return profile;
}

/** What the ICS says of an item: claimed, not claimed, or silent. The longest match wins. */
export function claimsOf(profile: Pick<Profile, 'ics'>): (item: string, major?: Major) => boolean | undefined {
  return (item, major) => answerOf(profile.ics, item, major);
}

function completed(written: WrittenProfile, complete: Completion): Profile {
  return {
    name: written.name ?? complete.baseName(),
    file: complete.file,
    claims: written.claims,
    apis: complete.apis(written.apis),
    otherOrigins: complete.origins(written.otherOrigins ?? []),
    headers: written.headers ?? {},
    auth: complete.auth(written.auth),
    tls: { ...complete.tls(written.tls ?? {}), verify: written.tls?.verify ?? true },
    vim: written.vim ?? {},
    vnf: complete.vnf(written.vnf),
    operations: written.operations ?? {},
    callback: { host: LOOPBACK, port: 0, ...complete.served(['callback'], written.callback ?? {}) },
    counterparts: complete.counterparts(written.counterparts ?? {}),
    timeouts: {
      request: duration(written.timeouts?.request ?? '10s'),
      operation: duration(written.timeouts?.operation ?? '2m'),
      notification: duration(written.timeouts?.notification ?? '10s'),
    },
    settle: duration(written.settle ?? 0),
    parallel: written.parallel ?? 4,
    ics: withAuthentication(complete.ics(written.ics), written.auth),
  };
}

/** A profile without credentials says that the SUT asks for none, unless the ICS says otherwise. */
function withAuthentication(ics: Ics, auth: WrittenProfile['auth']): Ics {
  const item = 'vnflcm.authentication';
  const none = auth === undefined || auth.kind === 'none';
  return none && !(item in ics) ? { ...ics, [item]: false } : ics;
}

/** The schema has been over it, so a time that does not read as one is our own slip. */
function duration(written: string | number): number {
  const ms = milliseconds(written);
  if (ms === undefined) throw new TypeError(`not a duration: ${written}`);
  return ms;
}

/** Everything that needs the place of the file: relative paths, files read along, and where to say what is wrong. */
class Completion {
  readonly file: string;
  readonly #yaml: LocatedYaml;
  readonly #variables: Variables;
  readonly #problems: Problem[];

  constructor(yaml: LocatedYaml, file: string, variables: Variables, problems: Problem[]) {
    this.#yaml = yaml;
    this.file = file;
    this.#variables = variables;
    this.#problems = problems;
  }

  baseName(): string {
    return (this.file.split(/[\\/]/).pop() ?? this.file).replace(/\.ya?ml$/, '');
  }

  apis(written: Profile['apis']): Profile['apis'] {
    return Object.fromEntries(
      Object.entries(written).map(([api, majors]) => [
        api,
        Object.fromEntries(
          Object.entries(majors).map(([major, uri]) => {
            const checked = baseUri(uri, api, major);
            if ('problem' in checked) this.#say(['apis', api, major], checked.problem);
            return [major, 'uri' in checked ? checked.uri : uri];
          }),
        ),
      ]),
    );
  }

  origins(written: Profile['otherOrigins']): Profile['otherOrigins'] {
    return written.map((one, index) => {
      const checked = originOf(one);
      if ('problem' in checked) this.#say(['otherOrigins', index], checked.problem);
      return 'origin' in checked ? checked.origin : one;
    });
  }

  auth(written: WrittenProfile['auth']): Auth {
    if (written === undefined) return { kind: 'none' };
    if (written.kind === 'oauth2') {
      const checked = baseUri(written.tokenEndpoint);
      if ('problem' in checked) this.#say(['auth', 'tokenEndpoint'], checked.problem);
      return written;
    }
    if (written.kind !== 'keystone') return written;
    const { file, ...rest } = written;
    return {
      ...rest,
      environment: written.environment ?? written.cloud === undefined,
      ...(file === undefined ? {} : { file: this.path(['auth', 'file'], file) }),
    };
  }

  tls(written: Partial<Profile['tls']>): Omit<Profile['tls'], 'verify'> {
    for (const [given, lacking] of [['cert', 'key'] as const, ['key', 'cert'] as const]) {
      if (written[given] !== undefined && written[lacking] === undefined)
        this.#say(['tls', given], `tls.${given} needs tls.${lacking} too`);
    }
    const paths = (['ca', 'cert', 'key'] as const).flatMap((name) => {
      const path = written[name];
      return path === undefined ? [] : [[name, this.path(['tls', name], path)] as const];
    });
    return Object.fromEntries(paths);
  }

  counterparts({ nfvo, vim }: WrittenCounterparts): Profile['counterparts'] {
    return {
      ...(nfvo === undefined
        ? {}
        : {
            nfvo: {
              host: LOOPBACK,
              ...this.served(['counterparts', 'nfvo'], nfvo),
              tokenLifetime: duration(nfvo.tokenLifetime ?? '1h'),
            },
          }),
      ...(vim === undefined ? {} : { vim: { host: LOOPBACK, ...this.served(['counterparts', 'vim'], vim) } }),
    };
  }

  /** With the paths of `tls` resolved. */
  served<T extends { readonly tls?: ServerTls }>(at: Path, written: T): T {
    if (written.tls === undefined) return written;
    const { cert, key, clientCa } = written.tls;
    const tls = {
      cert: this.path([...at, 'tls', 'cert'], cert),
      key: this.path([...at, 'tls', 'key'], key),
      ...(clientCa === undefined ? {} : { clientCa: this.path([...at, 'tls', 'clientCa'], clientCa) }),
    };
    return { ...written, tls };
  }

  ics(written: WrittenProfile['ics']): Ics {
    if (written === undefined) return {};
    if (typeof written !== 'string') {
      this.#problems.push(...unknownItems(this.#yaml, written, ['ics']));
      return written;
    }
    const file = this.path(['ics'], written);
    if (!existsSync(file)) return {};
    const { ics, problems } = readIcs(shownName(file), readFileSync(file, 'utf8'), this.#variables);
    this.#problems.push(...problems);
    return ics;
  }

  vnf(written: VnfFacts): VnfFacts {
    if (written.package === undefined) return written;
    const path = resolve(dirname(this.file), written.package);
    if (!existsSync(path))
      this.#say(
        ['vnf', 'package'],
        `vnf.package: there is no folder or CSAR ${written.package} (relative to this file)`,
      );
    return { ...written, package: path };
  }

  path(at: Path, written: string): string {
    const path = resolve(dirname(this.file), written);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) this.#say(at, `${at.join('.')}: there is no file ${written} (relative to this file)`);
    else if (stat.isDirectory()) this.#say(at, `${at.join('.')}: ${written} is a directory`);
    return path;
  }

  #say(path: Path, message: string): void {
    this.#problems.push(this.#yaml.at(path, message));
  }
}

function read(file: string): string {
  const refuse = (why: string, cause?: unknown): UserError =>
    new UserError(`profile ${shownName(file)} ${why}`, {
      code: 'E_PROFILE',
      wayOut: 'Give the path of a target profile (IXIT); docs/ixit.md explains it, targets/example.yaml is a template.',
      cause,
    });
  try {
    const bytes = readFileSync(file);
    if (isUtf8(bytes) && !bytes.includes(0)) return bytes.toString();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw refuse(WHY[code] ?? `cannot be read (${code})`, error);
  }
  throw refuse('is no text in UTF-8');
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: what its path names as a directory is none',
  EISDIR: 'is a directory',
  EACCES: 'cannot be read: you may not',
};

function stopAt(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new UserError(problemText(problems), {
    code: 'E_PROFILE',
    wayOut: 'docs/ixit.md explains the profile; targets/example.yaml contains every key.',
  });
}

/** Relative to the working directory where that is shorter. */
function shownName(file: string): string {
  const short = relative(process.cwd(), file);
  return short !== '' && !short.startsWith('..') ? short : file;
}
