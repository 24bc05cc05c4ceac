/** One step away from a valid body, in the words of the model. */
export interface Mutation {
  readonly op:
    | 'drop-required'
    | 'wrong-type'
    | 'foreign-enum'
    | 'too-few'
    | 'too-many'
    | 'as-text'
    | 'wrong-format'
    | 'not-an-object'
    | 'null';
  /** JSON pointer in the body. */
  readonly pointer: string;
  /** Data type and attribute path, as in SchemaIssue: `CreateVnfRequest.vnfdId`. */
  readonly attribute: string;
}
