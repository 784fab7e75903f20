import type { Permissions, StaffRole } from './permissions.ts';

/** How sure we are who this is: opened by a standing link (low), or proved by a code, PIN or password. */
export type Assurance = 'link' | 'normal';

interface OfOrg {
  readonly orgId: string;
}

/** What a portal session may see of its customer. */
interface OfPortal extends OfOrg {
  readonly customerId: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly permissions: Permissions;
  /** What the org and the customer allow: the rights of a contact for whom nothing of its own was chosen. */
  readonly inherited: Permissions;
  /** Jobs from before this moment are not shown; null when all are. */
  readonly jobsSince: Temporal.Instant | null;
  /** The one job or invoice a link is limited to. */
  readonly subject: { readonly kind: 'job' | 'invoice'; readonly id: string } | null;
  readonly sessionId: string;
  readonly assurance: Assurance;
  /** The member of staff looking through the customer's eyes; then nothing may be written. */
  readonly viewedBy: { readonly staffId: string; readonly name: string } | null;
}

/** A person at a customer. */
export interface ContactActor extends OfPortal {
  readonly kind: 'contact';
  readonly contactId: string;
  readonly name: string;
}

/** Whoever holds a link to a customer, a job or an invoice. */
export interface LinkVisitor extends OfPortal {
  readonly kind: 'link';
  readonly linkId: string | null;
  readonly name: string;
}

export interface StaffActor extends OfOrg {
  readonly kind: 'staff';
  readonly staffId: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly sessionId: string;
}

/** Background tasks, imports from the command line, first set-up: one org at a time. */
export interface SystemActor extends OfOrg {
  readonly kind: 'system';
  readonly name: string;
}

/** Before anybody is known. Each secret opens only the rows it matches; most visits begin with just one. */
export interface GateActor {
  readonly kind: 'gate';
  readonly orgId: string | null;
  /** Lower-case hex SHA-256 of a session secret. */
  readonly sessionHash?: string;
  /** The id of a link, sign-in request or staff link. */
  readonly subjectId?: string;
  /** A staff e-mail address, folded. */
  readonly email?: string;
  /** Lower-case hex SHA-256 of a passkey's id. */
  readonly credentialHash?: string;
}

export type PortalActor = ContactActor | LinkVisitor;
export type Actor = PortalActor | StaffActor | SystemActor | GateActor;

export function system(orgId: string, name: string): SystemActor {
  return { kind: 'system', orgId, name };
}

export function gate(orgId: string | null, secrets: Omit<GateActor, 'kind' | 'orgId'> = {}): GateActor {
  return { kind: 'gate', orgId, ...secrets };
}
