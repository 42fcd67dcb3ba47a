import type { FieldError, Problem } from "./api.js";

/** An answer of the service that is no success. Decide by `code`; docs/errors.md lists them. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: string;
  readonly status: number;
  /** The fields at fault, where fields are. */
  readonly errors: FieldError[];
  /** Also in the log of the service. */
  readonly requestId: string;
  /** With `too-early`: until when the player may not buzz. */
  readonly barredUntil: string | null;

  constructor(
    readonly problem: Problem,
    /** Milliseconds after which the service says to try again; null where it does not say. */
    readonly retryAfter: number | null = null,
  ) {
    super(problem.detail ?? problem.title);
    this.code = problem.code;
    this.status = problem.status;
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id;
    this.barredUntil = problem.barred_until ?? null;
  }

  /** Whether the same request would be answered in the same way. */
  get isFinal(): boolean {
    return this.status < 500 && this.status !== 429;
  }
}

/** No answer, or one that is not the service's. The request may have taken effect. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";

  constructor(
    cause: unknown,
    /** Milliseconds after which whoever has answered says to try again; null where nobody does. */
    readonly retryAfter: number | null = null,
  ) {
    super(`no answer: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** Whether an error says what can be said of a request, and nothing of a fault in the program. */
export const isOutcome = (error: unknown): error is ProblemError | NoAnswerError =>
  error instanceof ProblemError || error instanceof NoAnswerError;
