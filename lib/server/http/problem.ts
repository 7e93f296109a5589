/** A refusal that a person or a script can act on; becomes `application/problem+json`. */
export class Problem extends Error {
  override name = 'Problem';
  readonly isProblem = true;
  readonly status: number;
  readonly title: string;
  /** Further members of the problem document, such as `missingScope` or `retryAfterSeconds`. */
  readonly extra: Record<string, string | number | string[] | object>;

  constructor(status: number, title: string, detail: string, extra: Problem['extra'] = {}) {
    super(detail);
    this.status = status;
    this.title = title;
    this.extra = extra;
  }
}

/** Recognises a `Problem` from any copy of this module: class identity does not hold across Next's bundles. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && 'isProblem' in error && error.isProblem === true;
}
