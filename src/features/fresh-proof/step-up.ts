import { z } from 'zod';
import { gate, type PortalActor } from '../../kernel/actor.ts';
import { ownPath } from '../../kernel/paths.ts';
import { openSealed, sealText, type Keys } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import type { OrgRow } from '../sessions/index.ts';

/** What asks a visitor to show again who they are. An org may take each off its list. */
export const STEP_UPS = ['email', 'phone', 'password', 'invite', 'export', 'payment_data', 'cancel'] as const;
export type StepUp = (typeof STEP_UPS)[number];

/** So long a shown PIN or passkey counts. */
export const STEP_UP_MINUTES = 10;

export function isStepUp(text: string): text is StepUp {
  const known: readonly string[] = STEP_UPS;
  return known.includes(text);
}

/** Whether the session has shown lately who sits there. */
export function isSteppedUp(steppedUpAt: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return steppedUpAt !== null && Temporal.Instant.compare(steppedUpAt.add({ minutes: STEP_UP_MINUTES }), now) > 0;
}

/**
 * Whether this must be asked for. A way in of one's own (password, PIN, passkey) is asked for whatever the org says when
 * only a link opened the session: a forwarded link would become an account that outlives it.
 */
export function asksForStepUp(
  session: { readonly actor: PortalActor; readonly steppedUp: boolean },
  org: Pick<OrgRow, 'step_up_asks'>,
  action: StepUp,
): boolean {
  if (session.steppedUp) return false;
  return org.step_up_asks.includes(action) || (action === 'password' && session.actor.assurance === 'link');
}

/** Where a PIN can be sent: the addresses on file, never a new one. */
export interface Reach {
  readonly contactId: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
}

/** The addresses of whoever sits there; of the customer's main contact when a link names nobody. Null without any. */
export async function reachOf(tx: Tx, actor: PortalActor): Promise<Reach | null> {
  const row = await tx
    .selectFrom('contacts')
    .select(['id', 'email', 'phone', 'first_name', 'last_name'])
    .where('org_id', '=', actor.orgId)
    .where('customer_id', '=', actor.customerId)
    .where('archived_at', 'is', null)
    .$if(actor.kind === 'contact', (query) => query.where('id', '=', actor.kind === 'contact' ? actor.contactId : ''))
    .$if(actor.kind === 'link', (query) => query.where('is_main', '=', true))
    .executeTakeFirst();
  if (!row || (row.email === null && row.phone === null)) return null;
  const name = [row.first_name, row.last_name].filter(Boolean).join(' ') || null;
  return { contactId: row.id, email: row.email, phone: row.phone, name };
}

export function readReach(services: Services, actor: PortalActor): Promise<Reach | null> {
  return services.db.inReadScope(gate(actor.orgId), (tx) => reachOf(tx, actor));
}

/** Whether the person has a passkey to show instead. */
export async function hasPasskey(services: Services, actor: PortalActor): Promise<boolean> {
  if (actor.kind !== 'contact') return false;
  const row = await services.db.inReadScope(actor, (tx) =>
    tx
      .selectFrom('passkeys')
      .select('id')
      .where('org_id', '=', actor.orgId)
      .where('contact_id', '=', actor.contactId)
      .limit(1)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/** Enough of an address for its owner to know it, and too little for anybody else. */
export function maskedEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••${domain.slice(domain.lastIndexOf('.'))}`;
}

export function maskedPhone(phone: string): string {
  return `••• ${phone.slice(-3)}`;
}

/** A form that was sent before its step-up, kept in the page in between: where to, and every field. */
export interface Carried {
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
}

const CarriedShape = z.object({
  path: z.string().refine((path) => ownPath(path) !== null),
  fields: z.array(z.tuple([z.string(), z.string()])),
});

/** Bound to the session and unreadable in the page: a form may hold a password. */
export function carry(keys: Keys, sessionId: string, path: string, form: TypedForm): string {
  const fields = form.names
    .filter((name) => name !== 'csrf')
    .flatMap((name) => form.all(name).map((value): [string, string] => [name, value]));
  return sealText(keys, 'carried', sessionId, JSON.stringify({ path, fields } satisfies Carried));
}

export function carriedIn(keys: Keys, sessionId: string, sealed: string): Carried | null {
  const text = sealed === '' ? null : openSealed(keys, 'carried', sessionId, sealed);
  return text === null ? null : CarriedShape.parse(JSON.parse(text));
}
