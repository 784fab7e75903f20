/** Missing, or a stranger's: the visitor can't tell which. Becomes a 404 that is the same for both. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  constructor() {
    super('not found');
  }
}

/** The rules say no, for a reason that can be told. Becomes a 409; `reason` is a key of the catalogue. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly reason: string;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(reason: string, values: Readonly<Record<string, string | number>> = {}) {
    super(`refused: ${reason}`);
    this.reason = reason;
    this.values = values;
  }
}

/** One thing wrong with what was typed: the field's name and a key of the catalogue. */
export interface Problem {
  readonly field: string;
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What was typed can't be taken. Becomes a 422 with the page drawn again. */
export class Invalid extends Error {
  override readonly name = 'Invalid';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(`invalid: ${problems.map((p) => `${p.field} ${p.key}`).join(', ')}`);
    this.problems = problems;
  }
}

/** Too many tries. Becomes a 429. */
export class TooMany extends Error {
  override readonly name = 'TooMany';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('too many requests');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** There is too much to do just now, or what did it was lost. Becomes a 503; `reason` is a key of the catalogue. */
export class Busy extends Error {
  override readonly name = 'Busy';
  readonly reason: string;
  readonly retryAfterSeconds: number;
  constructor(reason: string, retryAfterSeconds: number) {
    super(`busy: ${reason}`);
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Throws `Refused` when a rule answered with a reason; null means yes. */
export function refuse(reason: string | null): void {
  if (reason !== null) throw new Refused(reason);
}
