import type { ExpressionBuilder } from 'kysely';
import type { DB } from '../../../db/types.ts';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Link, LinkSubject } from './link.ts';

type OfficeActor = StaffActor | SystemActor;

/** The link of a subject, if one was ever made. */
export async function findLink(tx: Tx, actor: OfficeActor, subject: LinkSubject): Promise<Link | null> {
  const row = await tx
    .selectFrom('links')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where((eb) => isSubject(eb, subject))
    .executeTakeFirst();
  return row ?? null;
}

export async function findLinkById(tx: Tx, actor: OfficeActor, id: string): Promise<Link | null> {
  const row = await tx
    .selectFrom('links')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The same, locked until the transaction ends, so that two presses are told apart. */
export async function lockLinkById(tx: Tx, actor: OfficeActor, id: string): Promise<Link | null> {
  const row = await tx
    .selectFrom('links')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

function isSubject(eb: ExpressionBuilder<DB, 'links'>, subject: LinkSubject) {
  const kind = eb('kind', '=', subject.kind);
  switch (subject.kind) {
    case 'customer':
      return eb.and([kind, eb('customer_id', '=', subject.customerId)]);
    case 'contact':
      return eb.and([kind, eb('contact_id', '=', subject.contactId)]);
    case 'job':
      return eb.and([kind, eb('job_id', '=', subject.jobId)]);
    case 'invoice':
      return eb.and([kind, eb('invoice_id', '=', subject.invoiceId)]);
  }
}
