/** A cited clause: the specification, and the number if it is known: `SOL003 5.4.11a.3.1`, `SOL013`, `RFC 9110 15.5.6`. */
export const CLAUSE_FORM = /^(?:SOL00[23]|SOL013|RFC \d+)(?: [\dA-Z]\d*(?:\.\d+[a-z]?)*)?$/;

/** Clauses that a check cited and that do not have this form. */
export function misshapen(said: unknown): readonly string[] {
  return [said].flat().flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('clause' in one)) return [];
    const clause = String(one.clause);
    return CLAUSE_FORM.test(clause) ? [] : [clause];
  });
}
