import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, PortalActor } from '../../src/kernel/actor.ts';
import { gate, system } from '../../src/kernel/actor.ts';
import { NOTHING, type Permissions } from '../../src/kernel/permissions.ts';
import { openWorld } from '../world.ts';
import { furnish, type Household } from './household.ts';
import { tell } from './figures.ts';

/*
 * T1, the rows: SQL without a `where`, run as each visitor in turn, on every table of the database. What comes back may
 * hold no word that stands only in somebody else's rows. Then every policy is broken in turn, and the check must notice.
 */

const world = await openWorld();
const admin = new pg.Client({ ...world.fresh.admin });
beforeAll(() => admin.connect());
afterAll(() => admin.end());

const ours = await furnish(world, 'harbour-hill');
const theirs = await furnish(world, 'kessler');

/** Every word planted in a row, with the households that may read it. */
interface Visitor {
  readonly name: string;
  readonly actor: Actor;
  /** Marks of the rows this visitor may see; every other mark is a leak. */
  readonly may: readonly RegExp[];
  /** Tables in which it must see something, or the check would prove nothing. */
  readonly sees: readonly string[];
}

function portal(house: Household, permissions: Partial<Permissions>, more: Partial<PortalActor> = {}): PortalActor {
  const common = {
    orgId: house.org.id,
    customerId: house.customer.id,
    customerName: '',
    customerNumber: house.customer.number,
    permissions: { ...NOTHING, portal: 'yes', ...permissions },
    inherited: { ...NOTHING, portal: 'yes', ...permissions },
    jobsSince: null,
    subject: null,
    sessionId: house.org.id,
    assurance: 'normal',
    viewedBy: null,
    name: 'Visitor',
  } as const;
  return { ...common, kind: 'contact', contactId: house.contact.id, ...more } as PortalActor;
}

const EVERYTHING = { jobs: 'view_all', invoices: 'view', details: 'edit', sites: 'all', messages: 'all' } as const;
const visitors: readonly Visitor[] = [
  {
    name: 'a contact who may see everything of its customer',
    actor: portal(ours, EVERYTHING),
    may: [ours.mark('org'), ours.mark('staff'), ours.mark('customer'), ours.mark('own'), ours.mark('others')],
    sees: [
      'orgs',
      'customers',
      'contacts',
      'sites',
      'jobs',
      'job_events',
      'invoices',
      'invoice_lines',
      'payments',
      'ledger_entries',
      'threads',
      'messages',
      'message_files',
      'reach_changes',
    ],
  },
  {
    name: 'a contact limited to its own jobs and chosen sites, without money',
    actor: portal(ours, { jobs: 'view_own', sites: 'chosen', messages: 'own' }),
    may: [ours.mark('org'), ours.mark('staff'), ours.mark('own')],
    sees: ['orgs', 'sites', 'jobs', 'job_events', 'contact_sites', 'threads', 'messages', 'message_files'],
  },
  {
    name: 'a customer’s own admin, who sees colleagues and nothing else',
    actor: portal(ours, { colleagues: 'yes' }),
    may: [ours.mark('org'), ours.mark('staff'), ours.mark('customer')],
    sees: ['orgs', 'contacts', 'contact_sites'],
  },
  {
    name: 'a contact with no rights at all',
    actor: portal(ours, {}),
    may: [ours.mark('org'), ours.mark('staff')],
    sees: ['orgs'],
  },
  {
    name: 'whoever holds a link to one job',
    actor: portal(
      ours,
      { jobs: 'view_all', messages: 'all' },
      { kind: 'link', linkId: null, subject: { kind: 'job', id: ours.ownJob.id } },
    ),
    may: [ours.mark('org'), ours.mark('staff'), ours.mark('own')],
    sees: ['orgs', 'jobs', 'job_events', 'sites', 'threads', 'messages', 'message_files'],
  },
  {
    name: 'whoever holds a link to one invoice',
    actor: portal(
      ours,
      { invoices: 'view', messages: 'all' },
      { kind: 'link', linkId: null, subject: { kind: 'invoice', id: ours.ownInvoice.id } },
    ),
    may: [ours.mark('org'), ours.mark('staff'), ours.mark('own')],
    sees: ['orgs', 'invoices', 'invoice_lines', 'threads', 'messages', 'message_files'],
  },
  {
    name: 'the gate, before anybody is known',
    actor: gate(null),
    may: [ours.mark('org'), theirs.mark('org')],
    sees: ['orgs'],
  },
  {
    name: 'staff of the org',
    actor: {
      kind: 'staff',
      orgId: ours.org.id,
      staffId: ours.member.id,
      name: '',
      role: 'owner',
      sessionId: ours.org.id,
    },
    may: [ours.mark('')],
    sees: ['customers', 'jobs', 'invoices', 'events', 'links'],
  },
  {
    name: 'a background task of the org',
    actor: system(ours.org.id, 'test'),
    may: [ours.mark('')],
    sees: ['customers'],
  },
];

/** Tables of no org: none of them may be readable by a visitor at all. */
const OUTSIDE = new Set(['schema_migrations']);

async function tables(): Promise<readonly string[]> {
  const { rows } = await admin.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') order by 1`,
  );
  return rows.map((row) => row.relname).filter((name) => !OUTSIDE.has(name));
}

/** The columns a role may read. */
async function readable(table: string, role: string): Promise<readonly string[]> {
  const { rows } = await admin.query<{ attname: string }>(
    `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and has_column_privilege($2, attrelid, attnum, 'select')`,
    [table, role],
  );
  return rows.map((row) => row.attname);
}

function roleOf(actor: Actor): string {
  return `doorstep_${actor.kind === 'contact' || actor.kind === 'link' ? 'portal' : actor.kind}`;
}

/** Every row of a table that the visitor gets without a `where`, as text. */
async function seen(visitor: Visitor, table: string): Promise<readonly string[]> {
  const columns = await readable(table, roleOf(visitor.actor));
  if (columns.length === 0) return [];
  const list = sql.join(columns.map((column) => sql.ref(column)));
  const { rows } = await world.services.db.inReadScope(visitor.actor, (tx) =>
    sql<{ row: string }>`select to_jsonb(t)::text as row from (select ${list} from ${sql.table(table)}) as t`.execute(
      tx,
    ),
  );
  return rows.map((row) => row.row);
}

/** Marks in rows that the visitor may not read. */
async function leaks(visitor: Visitor): Promise<readonly string[]> {
  const found: string[] = [];
  for (const table of await tables()) {
    for (const row of await seen(visitor, table)) {
      for (const [mark] of row.matchAll(/mark-[a-z-]+-of-[a-z-]+/g)) {
        if (!visitor.may.some((allowed) => allowed.test(mark))) found.push(`${table}: ${mark}`);
      }
    }
  }
  return [...new Set(found)];
}

describe.each(visitors)('$name', (visitor) => {
  test('sees no row of anybody else, whatever is asked', async () => {
    expect(await leaks(visitor)).toEqual([]);
    tell('T1', 'tables read whole by a visitor, without a strange row', (await tables()).length);
  });

  test('does see its own', async () => {
    for (const table of visitor.sees) expect((await seen(visitor, table)).length, table).toBeGreaterThan(0);
  });
});

test('every table of an org holds a mark of each household, or it would not be tested', async () => {
  const bare: string[] = [];
  for (const table of await tables()) {
    const { rows } = await admin.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} as t`);
    const text = rows.map((row) => row.row).join('\n');
    if (!/mark-/.test(text) && !UNMARKED.has(table)) bare.push(table);
  }
  expect(bare).toEqual([]);
});

/** Tables without a text of anybody's: their rows are counted instead, below. */
const UNMARKED = new Set([
  'bulk_grants',
  'bulk_grant_targets',
  'allocations',
  'contact_sites',
  'credit_note_taxes',
  'data_requests',
  'event_heads',
  'event_seals',
  'invoice_taxes',
  'ledger_entries',
  'notice_choices',
  'number_series',
  'passkey_challenges',
  'rate_limits',
  'retention',
  // Words of other tables, taken apart; only the office and the background read them.
  'search_terms',
  'sign_in_requests',
  'staff_links',
  'staff_recovery_codes',
  'staff_second_steps',
  'staff_sign_ins',
  'brakes',
  'password_links',
  'step_ups',
  'thread_contacts',
  'thread_reads',
  'uploads',
]);

const portalVisitors = visitors.filter((one) => roleOf(one.actor) === 'doorstep_portal');

test('of tables without words a visitor gets its own rows only', async () => {
  const portalTables = [
    'allocations',
    'contact_sites',
    'credit_note_taxes',
    'invoice_taxes',
    'ledger_entries',
    'thread_contacts',
    'thread_reads',
    'uploads',
  ];
  for (const visitor of portalVisitors) {
    for (const table of portalTables) {
      for (const row of await seen(visitor, table)) {
        expect(row, `${visitor.name}: ${table}`).toContain(ours.org.id);
        expect(row.includes(ours.stranger.id), `${visitor.name}: ${table}`).toBe(false);
      }
    }
  }
});

/** Whether any passes, asked one after the other: the administrator has one connection. */
async function someAsync<T>(list: readonly T[], passes: (one: T) => Promise<boolean>): Promise<boolean> {
  for (const one of list) if (await passes(one)) return true;
  return false;
}

describe('the check itself', () => {
  test('notices every policy of the portal, broken one at a time', { timeout: 120_000 }, async () => {
    const { rows: policies } = await admin.query<{ policyname: string; tablename: string; qual: string }>(
      `select policyname, tablename, qual from pg_policies
       where 'doorstep_portal' = any (roles) and cmd in ('SELECT', 'ALL') order by tablename`,
    );
    expect(policies.length).toBeGreaterThan(10);
    const missed: string[] = [];
    for (const { policyname, tablename, qual } of policies) {
      await admin.query(`alter policy ${policyname} on ${tablename} using (true)`);
      const noticed = await someAsync(portalVisitors, async (visitor) => {
        if ((await leaks(visitor)).length > 0) return true;
        return (await seen(visitor, tablename)).some((row) => row.includes(theirs.org.id));
      });
      if (!noticed) missed.push(`${tablename}.${policyname}`);
      await admin.query(`alter policy ${policyname} on ${tablename} using (${qual})`);
    }
    expect(missed).toEqual([]);
    tell('T1', 'policies of the portal, broken one at a time', policies.length, { planted: true });
  });

  test('notices a table whose row-level security is off, and a view that runs as its owner', async () => {
    const visitor = visitors[0];
    if (!visitor) throw new Error('no visitor');
    await admin.query('alter table customers disable row level security');
    expect((await leaks(visitor)).length).toBeGreaterThan(0);
    await admin.query('alter table customers enable row level security');
    await admin.query('create view peek as select * from customers; grant select on peek to doorstep_portal');
    expect((await leaks(visitor)).length).toBeGreaterThan(0);
    tell('T1', 'row-level security off, and a view that runs as its owner', 2, { planted: true });
    await admin.query('drop view peek');
    expect(await leaks(visitor)).toEqual([]);
  });
});
