import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Ended } from '../../command.ts';

/** As it is, escaped in JSON, in a URI, in HTML, and in base64 however it lies within what was encoded. */
function formsOf(secret: string): readonly string[] {
  const base64 = [0, 1, 2].map((before) =>
    Buffer.from('\0'.repeat(before) + secret)
      .toString('base64')
      .slice(Math.ceil((before * 4) / 3), -4)
      .replaceAll('=', ''),
  );
  const html = secret.replaceAll('"', '&quot;');
  const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), html, ...base64];
  return [...forms, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Playwright's report holds its data as a zip in base64 within the page; nothing would be found there without unpacking. */
export function unpacked(file: string, text: string): readonly (readonly [place: string, text: string])[] {
  return [...text.matchAll(/data:application\/zip;base64,([A-Za-z0-9+/=]+)/g)].flatMap(([, zip = '']) =>
    Object.entries(unzipSync(Buffer.from(zip, 'base64'))).map(
      ([name, bytes]) => [`${file}!${name}`, strFromU8(bytes, true)] as const,
    ),
  );
}

/** All that a run wrote, what is packed within included. */
export function writtenBy(out: string, ended: Ended): readonly (readonly [place: string, text: string])[] {
  const files = filesBelow(out).map((file) => [file, readFileSync(file, 'latin1')] as const);
  return [
    ...files,
    ...files.flatMap(([file, text]) => unpacked(file, text)),
    ['stdout', ended.out],
    ['stderr', ended.err],
  ];
}

/** `file: secret` for each that is found. */
export function foundIn(out: string, ended: Ended, canaries: Readonly<Record<string, string>>): readonly string[] {
  const forms = Object.entries(canaries).map(([name, secret]) => [name, formsOf(secret)] as const);
  return writtenBy(out, ended).flatMap(([place, text]) =>
    forms.flatMap(([name, all]) => (all.some((form) => text.includes(form)) ? [`${place}: ${name}`] : [])),
  );
}
