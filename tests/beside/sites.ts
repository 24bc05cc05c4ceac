import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * Where the checks of `suites/checks` say something. A finding comes of a call to a function that is declared to return observations; each
 * such call is a site. An exported function that returns observations, a judgement or a check is one that tests have to see pass.
 */
export interface Sites {
  readonly findings: readonly Call[];
  readonly checks: readonly Check[];
}

export interface Call {
  readonly start: number;
  readonly end: number;
  /** `instances.ts:12 compare(about('vnfdId'), …)`. */
  readonly label: string;
}

export interface Check {
  readonly name: string;
  /** Over a single exchange: it may say that it does not apply. Checks of a trace are asked without any input by `catalogue.test.ts`. */
  readonly mayNotApply: boolean;
}

export const CHECKS = 'suites/checks';

export function isCheckFile(path: string): boolean {
  return path.endsWith('.ts') && !/\.test(-data)?\.ts$/.test(path);
}

/** Source files of checks, without tests, from the root of the repository. */
export function checkFiles(root: string): readonly string[] {
  return readdirSync(join(root, CHECKS), { recursive: true, encoding: 'utf8' })
    .filter(isCheckFile)
    .map((path) => join(CHECKS, path));
}

/** Names of exported functions that return observations, over all files of checks. */
export function exportedSpeakers(root: string): ReadonlySet<string> {
  return new Set(
    checkFiles(root).flatMap((path) =>
      functionsOf(parse(path, readFileSync(join(root, path), 'utf8')))
        .filter((one) => isExported(one) && saysObservations(one))
        .map(nameOf),
    ),
  );
}

export function sitesOf(path: string, text: string, exported: ReadonlySet<string>): Sites {
  const source = parse(path, text);
  const functions = functionsOf(source);
  const own = new Set(functions.map(nameOf));
  const speakers = speakersIn(source);
  const findings = callsIn(source).filter((call) => {
    const callee = call.expression.getText(source);
    return speakers.has(callee) || (!own.has(callee) && exported.has(callee));
  });
  return {
    findings: findings.map((call) => ({
      start: call.getStart(source),
      end: call.getEnd(),
      label: labelOf(call, source),
    })),
    checks: functions
      .filter((one) => findings.length > 0 && isExported(one))
      .flatMap((one) => {
        const returned = one.type?.getText(source) ?? '';
        // What always says something, such as `observe`, passes nothing.
        return /\bJudgement\b|Check\b|\bObservation\[\]/.test(returned)
          ? [{ name: nameOf(one), mayNotApply: returned.includes('undefined') }]
          : [];
      }),
  };
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function functionsOf(source: ts.SourceFile): readonly ts.FunctionDeclaration[] {
  return source.statements.filter(ts.isFunctionDeclaration);
}

function nameOf(one: ts.FunctionDeclaration): string {
  return one.name?.text ?? '';
}

function isExported(one: ts.FunctionDeclaration): boolean {
  return one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

function saysObservations(one: ts.FunctionDeclaration | ts.ArrowFunction): boolean {
  return /\bObservation\b/.test(one.type?.getText() ?? '');
}

/** Also functions within functions, and arrows that have a name. */
function speakersIn(node: ts.Node): ReadonlySet<string> {
  const inner: string[] = [];
  if (ts.isFunctionDeclaration(node) && saysObservations(node)) inner.push(nameOf(node));
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isArrowFunction(node.initializer))
    if (saysObservations(node.initializer)) inner.push(node.name.getText());
  node.forEachChild((child) => {
    inner.push(...speakersIn(child));
  });
  return new Set(inner);
}

function callsIn(node: ts.Node): readonly ts.CallExpression[] {
  const inner: ts.CallExpression[] = ts.isCallExpression(node) ? [node] : [];
  node.forEachChild((child) => {
    inner.push(...callsIn(child));
  });
  return inner;
}

const LONGEST = 60;

function labelOf(call: ts.CallExpression, source: ts.SourceFile): string {
  const { line } = source.getLineAndCharacterOfPosition(call.getStart(source));
  const text = call.getText(source).replace(/\s+/g, ' ');
  return `line ${line + 1}: ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`;
}
