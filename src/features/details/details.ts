import type { Selectable } from 'kysely';
import type { Contacts, Customers } from '../../../db/types.ts';
import type { ContactActor, PortalActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { portalMay } from '../sessions/index.ts';

/** What a customer may change of itself. Name and number are the office's. */
export const CUSTOMER_FIELDS = [
  'line1',
  'line2',
  'postcode',
  'city',
  'region',
  'country',
  'billing_name',
  'billing_address',
  'vat_id',
  'language',
] as const satisfies readonly (keyof Customers)[];

export type CustomerDetails = Pick<Selectable<Customers>, (typeof CUSTOMER_FIELDS)[number]>;

/** What a person may change of itself. A new e-mail address or phone number waits until it was confirmed. */
export const OWN_FIELDS = [
  'first_name',
  'last_name',
  'position',
  'language',
  'answers_by',
] as const satisfies readonly (keyof Contacts)[];

export type OwnDetails = Pick<Selectable<Contacts>, (typeof OWN_FIELDS)[number]>;

/** How a person is told of answers. Codes for signing in always go. */
export const ANSWERS_BY = ['email', 'sms', 'none'] as const;

/** Details that stand on an invoice already. */
export interface Locked {
  readonly billing_name: boolean;
  readonly vat_id: boolean;
}

/** Why a detail may not be changed any more, or null. What is empty may always be filled. */
export function lockRefusal(
  field: keyof Locked,
  locked: Locked,
  before: string | null,
  after: string | null,
): 'details.locked-billing' | 'details.locked-vat' | null {
  if (before === null || before === after || !locked[field]) return null;
  return field === 'vat_id' ? 'details.locked-vat' : 'details.locked-billing';
}

/** Whether this visitor changes the customer's details. */
export function mayEdit(actor: PortalActor): boolean {
  return actor.subject === null && portalMay(actor, 'details') && actor.permissions.details === 'edit';
}

/** @throws NotFound when details are closed to the visitor, or only to be read */
export function asEditor(actor: PortalActor): PortalActor {
  if (!mayEdit(actor)) throw new NotFound();
  return actor;
}

/** The same for a person, who alone has details of its own. @throws NotFound */
export function asOwner(actor: PortalActor): ContactActor {
  if (!mayEdit(actor) || actor.kind !== 'contact') throw new NotFound();
  return actor;
}

/** A new address that waits, for the office. */
export interface WaitingChange {
  readonly id: string;
  readonly person: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly until: Temporal.Instant;
}
