import type { Driver } from '../../src/drive/procedure.ts';
import type { BodyMutation } from '../../src/exchange/stimulus.ts';
import { isObject } from '../../src/model/json.ts';
import { generate, mutations } from '../../src/model/mutate.ts';
import { validatorFor } from '../../src/model/schema.ts';

/** A body one step away from a legal one. */
export interface BrokenBody {
  readonly mutation: BodyMutation;
  readonly body: unknown;
}

/** More than the largest request type of the model has; keeps a run's length in hand when a model grows. */
const MOST_BODIES = 160;

/**
 * Bodies that the data type forbids: the legal body of the profile bent, and a full body of the model bent where the
 * profile's has not the attribute. References that the SUT looks up (VNFD, VIM) stay those of the legal body.
 */
export function brokenBodies(
  driver: Driver,
  type: string,
  legal: Readonly<Record<string, unknown>>,
  full: Readonly<Record<string, unknown>> | undefined,
): readonly BrokenBody[] {
  const bases = (full === undefined ? [legal] : isPatchOf(type) ? single(full) : [legal, full]).filter(
    (body) => validatorFor(driver.model, type, { direction: 'request' })(body).length === 0,
  );
  const made = new Map<string, BrokenBody>();
  for (const base of bases) {
    for (const { mutation, body } of [...mutations(driver.model, type, base), ...limits(type, base)]) {
      const key = `${mutation.op} ${mutation.attribute} ${mutation.pointer === '' ? JSON.stringify(body) : ''}`;
      if (!made.has(key) && !isLegalPatch(type, mutation)) made.set(key, { mutation, body });
    }
  }
  return [...made.values()].slice(0, MOST_BODIES);
}

export function isPatchOf(type: string): boolean {
  return type.endsWith('ModificationRequest');
}

/** Attributes of a patch need not come together; alone, none can be refused for what another one is. */
function single(full: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  return Object.entries(full).map(([name, value]) => ({ [name]: value }));
}

/** A merge patch (RFC 7396) may hold a part of an entry, and null anywhere. */
function isLegalPatch(type: string, { op, pointer }: BodyMutation): boolean {
  return isPatchOf(type) && (op === 'null' || (op === 'drop-required' && pointer !== ''));
}

/** Every attribute that the type has, as far as the legal body does not say better. */
export function fullBody(
  driver: Driver,
  type: string,
  legal: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const full = generate(driver.model, type, { full: true });
  const kept = Object.entries(legal).filter(([name, value]) => typeof value !== 'object' || LOOKED_UP.has(name));
  return { ...(isObject(full) ? full : {}), ...Object.fromEntries(kept) };
}

/** Attributes by which a SUT reaches something else; a made-up one would be refused for that. */
const LOOKED_UP: ReadonlySet<string> = new Set(['vimConnectionInfo', 'additionalParams', 'authentication']);

/** The text of SOL003 5.5.2.5 asks for a positive number; the data type is Integer. */
function limits(type: string, base: Readonly<Record<string, unknown>>): readonly BrokenBody[] {
  if (type !== 'ScaleVnfRequest') return [];
  const mutation = { op: 'limit', pointer: '/numberOfSteps', attribute: 'ScaleVnfRequest.numberOfSteps' } as const;
  return [0, -1].map((numberOfSteps) => ({ mutation, body: { ...base, numberOfSteps } }));
}
