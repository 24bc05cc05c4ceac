import { jsonOf } from '../../../src/exchange/body.ts';
import type { Exchange, RecordedResponse } from '../../../src/exchange/exchange.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';

/** Members whose value is a credential that the client gave away; answers do not hand them back. */
const SECRET = /^(password|clientPassword|bearer_token|access_token|client_secret|private_key|secret)$/i;
/** A text without any of it has no such member: no word of them, and no escape that could spell one. */
const SUSPECT = /password|_token|secret|private_key|\\u/i;

/** The recorder blanks credentials before they reach disk; that one stood there remains to be seen. */
export function secrets(exchange: Exchange, response: RecordedResponse, release: string): readonly Observation[] {
  if (!isSuspect(response.body?.data ?? '')) return [];
  const json = jsonOf(response.body);
  if (json.kind !== 'json') return [];
  return [...secretPaths(json.value, '')].map((pointer) => {
    // Of the credentials for a VIM the files of 3.7.1 say it; of others, and before, reason does.
    const ofVim = pointer.includes('/accessInfo/');
    return observe({
      check: 'answer.secrets',
      deviation: `secret-returned:${ofVim ? 'accessInfo' : pointer.replace(/\/\d+/g, '')}`,
      clause: ofVim ? 'SOL003 4.4.1.6' : 'SOL013 8.3',
      keyword: ofVim && release === '3.7.1' ? 'shall' : 'should',
      message: 'Credentials that a client sent are never returned',
      expected: 'no such member',
      observed: 'a credential (not recorded)',
      pointer,
      exchange,
    });
  });
}

let last = { text: '', suspect: false };

/** Each release asks this of the same payload, one after the other. */
function isSuspect(text: string): boolean {
  if (last.text !== text) last = { text, suspect: SUSPECT.test(text) };
  return last.suspect;
}

function* secretPaths(value: unknown, at: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (SECRET.test(name) && typeof inner === 'string' && inner !== '') yield `${at}/${name}`;
    else yield* secretPaths(inner, `${at}/${name}`);
  }
}
