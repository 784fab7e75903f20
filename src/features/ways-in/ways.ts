import type { OwnLogin } from '../logins/index.ts';
import type { Passkey } from '../passkeys/index.ts';

export interface OpenSession {
  readonly id: string;
  readonly device: string | null;
  readonly began_by: string;
  readonly created_at: Temporal.Instant;
  readonly last_seen_at: Temporal.Instant;
}

export interface KnownDevice {
  readonly id: string;
  readonly label: string | null;
  readonly proved_at: Temporal.Instant;
}

export interface ShownTry {
  readonly id: string;
  readonly way: string;
  readonly outcome: string;
  readonly device: string | null;
  readonly network: string | null;
  readonly tried_at: Temporal.Instant;
}

/** What a contact has that opens its pages, and who tried to. */
export interface WaysIn {
  readonly sessions: readonly OpenSession[];
  readonly devices: readonly KnownDevice[];
  readonly passkeys: readonly Passkey[];
  readonly tries: readonly ShownTry[];
}

export interface OwnWaysIn extends WaysIn {
  readonly login: OwnLogin | null;
  readonly pin: { readonly set_at: Temporal.Instant; readonly fails: number } | null;
}

export interface TryOfContact extends ShownTry {
  readonly contact_id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly customer_name: string;
  readonly customer_number: string;
}

export interface TriesAsked {
  /** The customer's number; '' for all. */
  readonly customer: string;
  readonly outcome: '' | 'in' | 'half' | 'wrong';
  /** The moment and id of the last one shown before. */
  readonly after: { readonly at: Temporal.Instant; readonly id: string } | null;
}
