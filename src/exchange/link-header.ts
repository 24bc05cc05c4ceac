import { headerValues } from './body.ts';
import type { HeaderList } from './exchange.ts';

/** A target, a quoted string, a delimiter or a token. What is not closed ends with the field: this takes one look at each character. */
const PART = /<[^>]*(?:>|$)|"(?:[^"\\]|\\.?)*(?:"|$)|[,;=]|[^\s<>",;=]+/gs;

/**
 * Target of the first link with the relation (RFC 8288 3): in any of the Link fields, among other parameters, one of several
 * relations, in whatever case.
 */
export function linkTo(headers: HeaderList, relation: string): string | undefined {
  return headerValues(headers, 'link')
    .flatMap(linksIn)
    .find(({ relations }) => relations.includes(relation))?.target;
}

interface Link {
  readonly target: string;
  readonly relations: readonly string[];
}

function linksIn(field: string): readonly Link[] {
  const links: { target: string; relations: readonly string[] }[] = [];
  let name: string | undefined;
  let isRelated = false;
  for (const [part] of field.matchAll(PART)) {
    const link = links.at(-1);
    if (part.startsWith('<')) {
      links.push({ target: part.replace(/^<|>$/g, ''), relations: [] });
      isRelated = false;
    } else if (part === ',' || part === ';') name = undefined;
    else if (part === '=') continue;
    else if (name === undefined) name = part.toLowerCase();
    // Of several the first counts (RFC 8288 3.3).
    else if (name === 'rel' && link !== undefined && !isRelated) {
      link.relations = part.replaceAll('"', '').trim().toLowerCase().split(/\s+/);
      isRelated = true;
    }
  }
  return links;
}
