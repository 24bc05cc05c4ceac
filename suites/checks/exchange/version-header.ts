import { header } from '../../../src/exchange/body.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import type { Answer } from './answers.ts';

/** MAJOR.MINOR.PATCH, and what an implementation may add to it (SOL013 9.1.2). */
const IDENTIFIER = /^(\d+\.\d+\.\d+)(?:-impl:.+)?$/;

/** SOL013 9: from 2.5.1 on the answer says which version of the API it follows, and it is the one that was asked for. */
export function versionHeader(answer: Answer): readonly Observation[] {
  const { exchange, response, match, context } = answer;
  if (!context.model.sol013) return [];
  const kind = response.status >= 400 ? 'error' : match.resource.root === 'apiName' ? 'api_versions' : 'success';
  const said = header(response.headers, 'version');
  const keyword = kind === 'success' ? 'shall' : 'should';
  const seen = { check: 'answer.version', clause: 'SOL013 9.2', pointer: 'header:Version', exchange } as const;
  if (said === undefined) {
    return [
      observe({
        ...seen,
        deviation: `version-header:missing:${kind}`,
        keyword,
        message: `A response names its API version in Version (${kind})`,
        expected: 'header Version',
        observed: 'no such header',
      }),
    ];
  }
  const version = versionIn(said);
  if (version === undefined) {
    return [
      observe({
        ...seen,
        deviation: 'version-header:ill-formed',
        keyword,
        message: 'Version contains a version identifier',
        expected: 'MAJOR.MINOR.PATCH',
        observed: said,
      }),
    ];
  }
  return notAsked(answer, version);
}

/** Of the last text: it is the same all the time. */
let last = { text: '', version: undefined as string | undefined };

function versionIn(text: string): string | undefined {
  if (last.text !== text) last = { text, version: IDENTIFIER.exec(text)?.[1] };
  return last.version;
}

/**
 * What follows another major version than that of its URI follows the wrong one; only 406 may name what is served instead. One of the same
 * major version that was not asked for, though the request named one, is only told: how far minor versions may stand for each other is
 * read in several ways. Lists of versions belong to none.
 */
function notAsked({ exchange, response, match }: Answer, version: string): readonly Observation[] {
  if (response.status === 406 || match.resource.name.endsWith('api_versions')) return [];
  const seen = { check: 'answer.version', clause: 'SOL013 9.2', pointer: 'header:Version', exchange } as const;
  const asked = versionIn(header(exchange.request.headers, 'version') ?? '');
  if (majorOf(version) !== match.api.major) {
    return [
      observe({
        ...seen,
        deviation: 'version-header:another-major',
        keyword: response.status < 400 ? 'shall' : 'should',
        message: `A response from below /${match.api.major} has a Version of that major version`,
        expected: `${match.api.major.slice(1)}.MINOR.PATCH`,
        observed: version,
      }),
    ];
  }
  if (response.status >= 400 || asked === undefined || asked === version || majorOf(asked) !== match.api.major)
    return [];
  return [
    observe({
      ...seen,
      deviation: 'version-header:not-asked-for',
      keyword: 'should',
      message: 'A response has the Version that the request names, or the request is refused with 406',
      expected: asked,
      observed: version,
    }),
  ];
}

function majorOf(version: string): string {
  return `v${version.split('.')[0] ?? ''}`;
}
