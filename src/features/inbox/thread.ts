import type { ShownMessage, ThreadAbout } from '../messages/index.ts';
import type { MessageFile } from '../message-files/index.ts';

/** A thread as the inbox lists it. */
export interface InboxThread extends ThreadAbout {
  readonly id: string;
  readonly closed_at: Temporal.Instant | null;
  readonly last_at: Temporal.Instant;
  readonly assigned_staff_id: string | null;
  readonly assigned_name: string | null;
  readonly customer_name: string;
  readonly customer_number: string;
  readonly invoice_id: string | null;
  readonly last_body: string | null;
  readonly last_side: string | null;
  /** Nobody who may answer has read what the customer wrote. */
  readonly is_unread: boolean;
  /** Whoever looks has not. */
  readonly is_new_to_me: boolean;
}

export interface OfficeThread extends InboxThread {
  readonly customer_id: string;
  readonly customer_archived_at: Temporal.Instant | null;
  readonly job_id: string | null;
  readonly last_position: number;
  readonly messages: readonly ShownMessage[];
  readonly hasOlder: boolean;
  readonly files: readonly MessageFile[];
}

/** Somebody at the customer. */
export interface PersonBeside {
  readonly id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly is_main: boolean;
  readonly position: string | null;
  readonly takes_part: boolean;
}

export function nameOf(person: Pick<PersonBeside, 'first_name' | 'last_name' | 'email' | 'phone'>): string {
  return [person.first_name, person.last_name].filter(Boolean).join(' ') || person.email || person.phone || '–';
}

/** Why a thread can't be closed, or opened again, now. */
export function closeRefusal(thread: { readonly closed_at: Temporal.Instant | null }): 'inbox.refused-closed' | null {
  return thread.closed_at === null ? null : 'inbox.refused-closed';
}
export function reopenRefusal(thread: { readonly closed_at: Temporal.Instant | null }): 'inbox.refused-open' | null {
  return thread.closed_at === null ? 'inbox.refused-open' : null;
}
