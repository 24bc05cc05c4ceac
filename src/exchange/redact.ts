import type { HeaderList } from './exchange.ts';
import { uriComponent } from './uri.ts';

export const REDACTED = '[redacted]';

/** Header fields whose value is a credential. */
const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-auth-token',
  'x-subject-token',
]);

/** JSON members (and form fields) that hold credentials, whoever sends them. */
const SECRET_MEMBERS =
  'password|clientPassword|client_password|client_secret|clientSecret|bearer_token|access_token|accessToken|refresh_token|private_key|privateKey|secret|token|userPassword|ssl_key|adminPass';
const SECRET_JSON = new RegExp(`("(?:${SECRET_MEMBERS})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*(?:"|\\\\?$)`, 'gi');
const SECRET_FORM = new RegExp(`((?:^|[&?])(?:${SECRET_MEMBERS})=)[^&#\\s]*`, 'gi');
/** Schemes are short; without a limit, a payload of letters and dots would be searched in quadratic time. */
const USER_INFO = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^/@\s"]+@/gi;

/** Values shorter than this are not searched for: they would blank innocent text. */
const SHORTEST = 4;

/** Takes secrets out before anything reaches disk. Values learned during a run (tokens) are added as they come. */
export class Redactor {
  readonly #values = new Set<string>();
  #ordered: readonly string[] = [];

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.learn(secret);
  }

  learn(secret: string): void {
    if (secret.length < SHORTEST || this.#values.has(secret)) return;
    this.#values.add(secret);
    const encoded = JSON.stringify(secret).slice(1, -1);
    if (encoded !== secret) this.#values.add(encoded);
    const inUri = uriComponent(secret);
    if (inUri !== secret) this.#values.add(inUri);
    for (const core of base64Cores(secret)) this.#values.add(core);
    this.#ordered = [...this.#values].sort((a, b) => b.length - a.length);
  }

  /** Of a text that was cut off: its end may be the beginning of a secret. */
  cutText(text: string): string {
    for (const secret of this.#ordered) {
      for (let length = Math.min(secret.length - 1, text.length); length >= SHORTEST; length--)
        if (text.endsWith(secret.slice(0, length))) return this.text(text.slice(0, -length) + REDACTED);
    }
    return this.text(text);
  }

  text(text: string): string {
    let out = text;
    for (const secret of this.#ordered) if (out.includes(secret)) out = out.replaceAll(secret, REDACTED);
    out = out.replace(SECRET_JSON, `$1"${REDACTED}"`).replace(SECRET_FORM, `$1${REDACTED}`);
    // Most texts have no @, and looking for a scheme before one takes longer than all else here.
    return out.includes('@') ? out.replace(USER_INFO, `$1${REDACTED}@`) : out;
  }

  headers(headers: HeaderList): HeaderList {
    return headers.map(
      ([name, value]) =>
        [name, SECRET_HEADERS.has(name.toLowerCase()) ? blankCredential(value) : this.text(value)] as const,
    );
  }
}

/** What every base64 of a text with the secret in it holds, wherever in the text it stands; in both alphabets. */
function base64Cores(secret: string): readonly string[] {
  if (secret.length < 2 * SHORTEST) return [];
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    // Only whole groups of three bytes are the same whatever stands before and after.
    const whole = bytes.subarray(before === 0 ? 0 : 3, bytes.byteLength - (bytes.byteLength % 3));
    return [whole.toString('base64'), whole.toString('base64url')];
  });
}

/** Keeps the authentication scheme, which checks look at, and drops the credential. */
function blankCredential(value: string): string {
  const scheme = /^(Basic|Bearer|Digest)\s/i.exec(value);
  return scheme === null ? REDACTED : `${scheme[1] ?? ''} ${REDACTED}`;
}
