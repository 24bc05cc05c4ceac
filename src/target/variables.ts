import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'dotenv';
import { messageOf, systemErrorCode, UserError } from '../errors.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$(\$\{)|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** Replaces `${NAME}` and `${NAME:-default}` (also where NAME is empty); `$${` stands for a literal `${`. */
export function replaceVariables(text: string, variables: Variables): { text: string; missing: readonly string[] } {
  const missing: string[] = [];
  const replaced = text.replace(
    REFERENCE,
    (_whole, escaped: string | undefined, name: string | undefined, fallback: string | undefined) => {
      if (escaped !== undefined || name === undefined) return '${';
      const value = variables[name];
      if (value !== undefined && (value !== '' || fallback === undefined)) return value;
      if (fallback !== undefined) return fallback;
      missing.push(name);
      return '';
    },
  );
  return { text: replaced, missing };
}

/** The environment over `.env` in the working directory over `.env` beside the file. */
export function variablesFor(file: string): Variables {
  const folders = new Set([dirname(resolve(file)), process.cwd()]);
  return Object.assign({}, ...[...folders].map((folder) => dotEnv(resolve(folder, '.env'))), process.env) as Variables;
}

function dotEnv(file: string): Variables {
  try {
    return parse(readFileSync(file));
  } catch (error) {
    const code = systemErrorCode(error);
    // Some keep a Python environment in a directory of that name.
    if (code === 'ENOENT' || code === 'EISDIR') return {};
    throw new UserError(`${file} cannot be read: ${messageOf(error)}`, {
      code: 'E_VARIABLE',
      wayOut: 'Variables of the profile are also read from this file: make it readable, or remove it.',
      cause: error,
    });
  }
}
