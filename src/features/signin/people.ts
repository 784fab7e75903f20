import { effectivePermissions } from '../../kernel/permissions.ts';
import type { Tx } from '../../platform/db/index.ts';
import { accessEnded, type OrgRow } from '../sessions/index.ts';
import type { Identifier } from './identifier.ts';

/** A contact that an address or customer number leads to. */
export interface Person {
  readonly contactId: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: string | null;
}

/** One address may belong to several customers; more than this is an import gone wrong, not a person. */
const MOST_PEOPLE = 20;

/**
 * The contacts behind an identifier who may come in, oldest first. A customer number leads to the main contact only.
 * Runs under the gate's role or the system's.
 */
export async function peopleBehind(
  tx: Tx,
  org: OrgRow,
  identifier: Identifier,
  now: Temporal.Instant,
): Promise<readonly Person[]> {
  const query = enterable(tx, org)
    .$if(identifier.kind === 'email', (rows) => rows.where('p.email', '=', identifier.value))
    .$if(identifier.kind === 'phone', (rows) => rows.where('p.phone', '=', identifier.value))
    .$if(identifier.kind === 'number', (rows) =>
      rows.where((eb) => eb(eb.fn<string>('lower', ['c.number']), '=', identifier.value)).where('p.is_main', '=', true),
    );
  return people(org, await query.execute(), now);
}

/** These contacts, as far as they may come in. Runs under the gate's role or the system's. */
export async function peopleWithIds(
  tx: Tx,
  org: OrgRow,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<readonly Person[]> {
  return people(org, await enterable(tx, org).where('p.id', 'in', ids).execute(), now);
}

function enterable(tx: Tx, org: OrgRow) {
  return tx
    .selectFrom('contacts as p')
    .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'p.org_id').onRef('c.id', '=', 'p.customer_id'))
    .select([
      'p.id',
      'p.customer_id',
      'p.first_name',
      'p.last_name',
      'p.email',
      'p.phone',
      'p.language',
      'p.permissions',
      'p.access_ends_on',
      'c.name as customer_name',
      'c.number',
      'c.permissions as customer_permissions',
    ])
    .where('p.org_id', '=', org.id)
    .where('p.archived_at', 'is', null)
    .where('c.archived_at', 'is', null)
    .orderBy('p.id')
    .limit(MOST_PEOPLE);
}

type Rows = Awaited<ReturnType<ReturnType<typeof enterable>['execute']>>;

function people(org: OrgRow, rows: Rows, now: Temporal.Instant): readonly Person[] {
  if (!org.portal_open) return [];
  return rows
    .filter((row) => mayEnter(org, row.customer_permissions, row.permissions))
    .filter((row) => !accessEnded(row.access_ends_on, org.time_zone, now))
    .map((row) => ({
      contactId: row.id,
      customerId: row.customer_id,
      customerName: row.customer_name,
      customerNumber: row.number,
      name: [row.first_name, row.last_name].filter(Boolean).join(' ') || row.customer_name,
      email: row.email,
      phone: row.phone,
      language: row.language,
    }));
}

function mayEnter(org: OrgRow, customer: unknown, contact: unknown): boolean {
  return effectivePermissions({ org: org.permissions, customer, contact }).portal === 'yes';
}
