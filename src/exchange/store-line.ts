import { newerFormat } from '../errors.ts';
import type { StoreLine } from './exchange.ts';

/** A line that is damaged, or cannot stand where it does in a record. The message says why, without file and line. */
export class FlawedLine extends Error {}

export const NOT_JSON = 'not JSON';

/**
 * Reads one line of a record.
 *
 * Checked by hand, because a record may have a million lines: this takes a sixth of the time that the JSON Schema takes
 * (src/judge/formats/store-line.schema.json). A test compares the two.
 * @throws FlawedLine if the text is not JSON, or if a member that the harness needs is missing or of another type
 * @throws UserError E_RECORD if a later version of the harness wrote the record
 */
export function parseLine(text: string): StoreLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FlawedLine(NOT_JSON);
  }
  mustBeLine(value);
  return value;
}

type Members = Readonly<Record<string, unknown>>;

function mustBeLine(value: unknown): asserts value is StoreLine {
  const line = mustBeObject(value, 'the line');
  const type = line['type'];
  if (type === 'exchange') mustBeExchange(line);
  else if (type === 'begin') {
    mustBeStrings(line, '', ['run', 'procedure', 'api', 'major', 'dialect', 'at']);
    mustBeListOfStrings(line['releases'], 'releases');
  } else if (type === 'end') {
    mustBeStrings(line, '', ['run', 'at']);
    mustBeOutcome(line['outcome']);
  } else if (type === 'resumed') {
    mustBeStrings(line, '', ['at']);
    mustBeListOfStrings(line['abandoned'], 'abandoned');
  } else if (type === 'header') {
    mustBeStrings(line, '', ['run', 'at']);
    const newer = newerFormat('the record', line['format']);
    if (newer !== undefined) throw newer;
    if (line['format'] !== 1) throw new FlawedLine(`format must be 1, it is ${shown(line['format'])}`);
  } else if (type === 'footer') {
    mustBeStrings(line, '', ['at']);
    mustBeNumbers(line, '', line['resumed'] === undefined ? ['exchanges', 'runs'] : ['exchanges', 'runs', 'resumed']);
  } else throw new FlawedLine(`type must be that of a line, it is ${shown(type)}`);
}

function mustBeExchange(line: Members): void {
  mustBeStrings(line, '', ['id', 'at', 'api', 'run']);
  mustBeNumbers(line, '', ['ms']);
  mustBeOneOf(line['direction'], 'direction', ['outbound', 'inbound']);
  mustBeStrings(mustBeObject(line['stimulus'], 'stimulus'), 'stimulus.', ['kind']);
  const request = mustBeObject(line['request'], 'request');
  mustBeStrings(request, 'request.', ['method', 'url']);
  mustBeMessage(request, 'request.');
  if (request['certificate'] !== undefined)
    mustBeStrings(mustBeObject(request['certificate'], 'request.certificate'), 'request.certificate.', [
      'subject',
      'thumbprint',
    ]);
  if (line['response'] !== undefined) {
    const response = mustBeObject(line['response'], 'response');
    mustBeNumbers(response, 'response.', ['status']);
    mustBeMessage(response, 'response.');
  }
  if (line['failure'] !== undefined)
    mustBeStrings(mustBeObject(line['failure'], 'failure'), 'failure.', ['kind', 'message']);
  else if (line['response'] === undefined) throw new FlawedLine('response and failure are both missing');
}

function mustBeMessage(message: Members, at: string): void {
  const headers = message['headers'];
  if (!Array.isArray(headers)) throw new FlawedLine(`${at}headers must be a list, it is ${shown(headers)}`);
  for (const header of headers as readonly unknown[])
    if (!isPair(header)) throw new FlawedLine(`${at}headers must hold pairs of strings, one is ${shown(header)}`);
  if (message['body'] === undefined) return;
  const body = mustBeObject(message['body'], `${at}body`);
  mustBeOneOf(body['encoding'], `${at}body.encoding`, ['utf8', 'base64']);
  mustBeStrings(body, `${at}body.`, ['data']);
  mustBeNumbers(body, `${at}body.`, ['bytes']);
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string';
}

function mustBeOutcome(value: unknown): void {
  const outcome = mustBeObject(value, 'outcome');
  mustBeOneOf(outcome['kind'], 'outcome.kind', ['done', 'blocked', 'disturbed', 'error']);
  if (outcome['kind'] !== 'done') mustBeStrings(outcome, 'outcome.', ['reason']);
}

function mustBeObject(value: unknown, at: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FlawedLine(`${at} must be an object, it is ${shown(value)}`);
  return value as Members;
}

function mustBeStrings(members: Members, at: string, names: readonly string[]): void {
  for (const name of names)
    if (typeof members[name] !== 'string')
      throw new FlawedLine(`${at}${name} must be a string, it is ${shown(members[name])}`);
}

function mustBeNumbers(members: Members, at: string, names: readonly string[]): void {
  for (const name of names)
    if (typeof members[name] !== 'number')
      throw new FlawedLine(`${at}${name} must be a number, it is ${shown(members[name])}`);
}

function mustBeListOfStrings(value: unknown, at: string): void {
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
    throw new FlawedLine(`${at} must be a list of strings, it is ${shown(value)}`);
}

function mustBeOneOf(value: unknown, at: string, known: readonly string[]): void {
  if (!known.some((one) => one === value))
    throw new FlawedLine(`${at} must be ${known.join(' or ')}, it is ${shown(value)}`);
}

/** Characters of a value that a message shows. */
const SHOWN = 60;

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
}
