/** The model or a specification document is wrong: a fault of the harness, never of a SUT. */
export class ModelError extends Error {
  readonly code = 'E_MODEL';
  readonly file: string;
  readonly line: number;

  /** `line` counts from 1; 0 when the whole file is meant. */
  constructor(message: string, file: string, line: number) {
    super(`${file}${line > 0 ? `:${line}` : ''}: ${message}`);
    this.name = 'ModelError';
    this.file = file;
    this.line = line;
  }
}
