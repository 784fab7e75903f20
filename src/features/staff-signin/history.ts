/** A session of the office, as lists show it. */
export interface OfficeSession {
  readonly id: string;
  readonly device: string | null;
  readonly began_by: string;
  readonly created_at: Temporal.Instant;
  readonly last_seen_at: Temporal.Instant;
}

/** A try to sign in, as lists show it. */
export interface SignInTry {
  readonly id: string;
  readonly name: string;
  readonly way: string;
  readonly outcome: string;
  readonly device: string | null;
  readonly network: string | null;
  readonly tried_at: Temporal.Instant;
}
