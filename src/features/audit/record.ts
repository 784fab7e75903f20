import { randomUUIDv7 } from 'node:crypto';
import type { Actor, ContactActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { isReactive } from './reactive.ts';

/** Noun and past participle: `link.refreshed`. */
export type EventName = `${string}.${string}`;

export interface Happening {
  readonly now: Temporal.Instant;
  /** The customer it concerns, when there is one; then it shows in that customer's history. */
  readonly customerId?: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  /** Facts worth keeping: numbers and choices, never a secret and never free text of a person. */
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
}

/** A person who acts without being signed in, by a link that only they were sent. */
type NamedContact = Pick<ContactActor, 'kind' | 'orgId' | 'contactId' | 'name'>;

/**
 * Writes down who did what, in the transaction of the deed itself. What follows from it (`src/reactions.ts`) is a task of
 * the same transaction: it happens when this is committed, and never when it is rolled back.
 */
export async function record(tx: Tx, actor: Actor | NamedContact, name: EventName, what: Happening): Promise<void> {
  if (actor.orgId === null) throw new TypeError('an event belongs to an org');
  // Named here: a visitor of the portal may write events and not read them.
  const id = randomUUIDv7();
  await tx
    .insertInto('events')
    .values({
      org_id: actor.orgId,
      id,
      name,
      actor_kind: actor.kind,
      actor_id: actorId(actor),
      actor_name: actor.kind === 'gate' ? null : actor.name.slice(0, 200),
      customer_id: what.customerId ?? null,
      subject_kind: what.subject?.kind ?? null,
      subject_id: what.subject?.id ?? null,
      data: JSON.stringify(what.data ?? {}),
      happened_at: what.now,
    })
    .execute();
  if (isReactive(name)) await addTask(tx, 'react', { org_id: actor.orgId, event_id: id });
}

function actorId(actor: Actor | NamedContact): string | null {
  switch (actor.kind) {
    case 'contact':
      return actor.contactId;
    case 'link':
      return actor.linkId;
    case 'staff':
      return actor.staffId;
    default:
      return null;
  }
}
