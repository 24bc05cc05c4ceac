/** An error answer of the API (SOL013 6.3, RFC 7807). Thrown by whatever notices it, written by the HTTP layer. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.headers = headers;
  }
}

/** Form of a ProblemDetails payload. */
export interface ProblemDetails {
  readonly title?: string;
  readonly status: number;
  readonly detail: string;
}

/** An LCM operation that cannot go on; becomes `error` of the VnfLcmOpOcc. */
export class OperationFailure extends Error {
  readonly problem: ProblemDetails;

  constructor(status: number, detail: string, title = 'Operation failed') {
    super(detail);
    this.name = 'OperationFailure';
    this.problem = { title, status, detail };
  }
}
