import type { SystemActor } from '../../kernel/actor.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { PastEvent } from '../audit/index.ts';
import type { Telling } from './notice.ts';

/** What the office is told of an event, or null when it is none of its business. */
export async function tellingOf(tx: Tx, actor: SystemActor, event: PastEvent): Promise<Telling | null> {
  switch (event.name) {
    case 'message.received':
      return ofCustomer(tx, actor, event, {
        kind: 'message',
        group: `message ${event.subject?.id ?? event.customerId ?? ''}`,
        only: idIn(event.data['assigned_to']),
      });
    case 'contact.changed':
    case 'customer.changed':
      // What the office changes itself is no news to it.
      if (event.actorKind !== 'contact' && event.actorKind !== 'link') return null;
      return ofCustomer(tx, actor, event, { kind: 'details', group: `details ${event.customerId ?? ''}` });
    case 'contact.change_stopped':
      return ofStopped(tx, actor, event);
    case 'contact.invited':
      return ofCustomer(tx, actor, event, { kind: 'colleague', group: `colleague ${event.subject?.id ?? ''}` });
    case 'link.renewal_asked':
      return ofCustomer(tx, actor, event, { kind: 'link_asked', group: `link-asked ${event.customerId ?? ''}` });
    case 'delivery.failed':
      return ofDelivery(tx, actor, event);
    case 'import.finished':
    case 'import.failed':
      return ofImport(tx, actor, event);
    case 'staff.joined':
      return {
        kind: 'joined',
        group: `joined ${event.subject?.id ?? ''}`,
        customerId: null,
        subject: event.subject,
        data: { name: await staffName(tx, actor, event.subject?.id) },
        not: event.subject?.id,
      };
    case 'permissions.changed_in_bulk':
      return {
        kind: 'bulk_permissions',
        group: `bulk ${event.id}`,
        customerId: null,
        subject: null,
        data: {
          name: event.actorName ?? '',
          count: Number(event.data['count'] ?? 0),
          layer: event.data['layer'] === 'contact' ? 'contact' : 'customer',
        },
        not: event.actorId ?? undefined,
      };
    case 'sign_in.braked':
      return { kind: 'braked', group: 'braked', customerId: null, subject: null, data: {} };
    default:
      return null;
  }
}

function idIn(value: unknown): string | undefined {
  return typeof value === 'string' && isUuid(value) ? value : undefined;
}

/** About a customer: by the name of whoever did it, else by the customer's. */
async function ofCustomer(
  tx: Tx,
  actor: SystemActor,
  event: PastEvent,
  telling: Pick<Telling, 'kind' | 'group' | 'only'>,
): Promise<Telling | null> {
  const { customerId } = event;
  if (customerId === null) return null;
  const customer = await tx
    .selectFrom('customers')
    .select('name')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', customerId)
    .executeTakeFirst();
  if (!customer) return null;
  const fields = event.data['fields'];
  return {
    ...telling,
    customerId,
    subject: event.subject,
    data: {
      name: event.actorKind === 'contact' ? (event.actorName ?? customer.name) : customer.name,
      customer: customer.name,
      ...(typeof fields === 'string' ? { fields: fields.slice(0, 500) } : {}),
    },
  };
}

/** Somebody at the old address said that it was not them: by the person's own name. */
async function ofStopped(tx: Tx, actor: SystemActor, event: PastEvent): Promise<Telling | null> {
  const telling = await ofCustomer(tx, actor, event, {
    kind: 'change_stopped',
    group: `stopped ${event.subject?.id ?? ''}`,
  });
  if (telling === null || event.subject === null) return telling;
  const person = await tx
    .selectFrom('contacts')
    .select(['first_name', 'last_name'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', event.subject.id)
    .executeTakeFirst();
  const name = [person?.first_name, person?.last_name].filter(Boolean).join(' ');
  return name === '' ? telling : { ...telling, data: { ...telling.data, name } };
}

async function ofDelivery(tx: Tx, actor: SystemActor, event: PastEvent): Promise<Telling | null> {
  if (event.subject === null) return null;
  const row = await tx
    .selectFrom('deliveries')
    .select(['recipient', 'recipient_name', 'customer_id', 'staff_id', 'kind'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', event.subject.id)
    .executeTakeFirst();
  // What goes to staff would otherwise tell of itself, for ever.
  if (!row || row.staff_id !== null) return null;
  return {
    kind: 'delivery',
    group: `delivery ${row.customer_id ?? row.recipient}`.slice(0, 120),
    customerId: row.customer_id,
    subject: event.subject,
    data: { name: row.recipient_name ?? row.recipient },
  };
}

/** To whoever began it; from the command line, to all who may import. */
async function ofImport(tx: Tx, actor: SystemActor, event: PastEvent): Promise<Telling | null> {
  if (event.subject === null) return null;
  const row = await tx
    .selectFrom('imports')
    .select(['file_name', 'state', 'created_by_staff_id', 'rows_new', 'rows_updated', 'rows_bad'])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', event.subject.id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    kind: 'import',
    group: `import ${event.subject.id}`,
    customerId: null,
    subject: event.subject,
    data: {
      file: row.file_name,
      done: row.state === 'done' ? 'yes' : 'no',
      rows: Number(row.rows_new + row.rows_updated),
      bad: Number(row.rows_bad),
    },
    only: row.created_by_staff_id ?? undefined,
  };
}

async function staffName(tx: Tx, actor: SystemActor, id: string | undefined): Promise<string> {
  if (id === undefined) return '';
  const row = await tx
    .selectFrom('staff')
    .select('name')
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.name ?? '';
}
