import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { keysFrom, newSecret, sha256, type Keys } from '../src/platform/crypto/index.ts';

export interface Size {
  readonly orgs: number;
  readonly customers: number;
  readonly jobs: number;
  readonly invoices: number;
}

export const FULL: Size = { orgs: 10, customers: 100_000, jobs: 1_000_000, invoices: 1_000_000 };
/** A hundredth of it: the same page must not care. */
export const SMALL: Size = { orgs: 10, customers: 1_000, jobs: 10_000, invoices: 10_000 };

/** Fills an empty, migrated database. Takes some minutes at full size. */
export async function load(admin: Client, size: Size): Promise<void> {
  const text = readFileSync(new URL('../../bench/data.sql', import.meta.url), 'utf8');
  const filled = text.replaceAll(/:(orgs|customers|jobs|invoices)\b/g, (_, name: keyof Size) => String(size[name]));
  await admin.query(filled);
  await admin.query('set session_replication_role = default; reset synchronous_commit');
  await admin.query('vacuum analyze');
}

/** What one simulated visitor holds and looks at. */
export interface Visit {
  readonly slug: string;
  readonly cookie: string;
  readonly invoice: string;
}

/** Sessions of `count` contacts spread over all customers, so that no page is served from a handful of hot rows. */
export async function portalVisits(admin: Client, count: number): Promise<readonly Visit[]> {
  const { rows } = await admin.query<{
    org_id: string;
    slug: string;
    customer_id: string;
    contact_id: string;
    invoice: string;
  }>(
    `select c.org_id, o.slug, c.id as customer_id, p.id as contact_id,
            (select number from invoices i where i.org_id = c.org_id and i.customer_id = c.id order by issued_on desc limit 1) as invoice
     from (select * from customers where external_id is null and number ~ '^[0-9]+$' order by md5(id::text) limit $1) as c
     join orgs o on o.id = c.org_id join contacts p on p.org_id = c.org_id and p.customer_id = c.id`,
    [count],
  );
  const visits: Visit[] = [];
  for (const row of rows) {
    visits.push({ slug: row.slug, cookie: await portalSession(admin, row), invoice: row.invoice });
  }
  return visits;
}

/** Office sessions, one of each org, with something to search for. */
export async function officeVisits(
  admin: Client,
  searches: number,
): Promise<readonly { cookie: string; query: string }[]> {
  const cookies = await officeCookies(admin);
  const words = ['raman', 'quay ter', 'bright 10', 'SM12', 'c4711', 'priya', '0770000', 'müller 8', 'okaf', 'lindq 2'];
  return Array.from({ length: searches }, (_, n) => ({
    cookie: cookies[n % cookies.length] ?? '',
    query: words[n % words.length] ?? '',
  }));
}

/** An office session of each org. */
export async function officeCookies(admin: Client): Promise<readonly string[]> {
  const { rows } = await admin.query<StaffRow>(
    'select distinct on (org_id) org_id, id as staff_id from staff order by org_id, id',
  );
  const cookies: string[] = [];
  for (const row of rows) cookies.push((await officeSession(admin, row)).cookie);
  return cookies;
}

interface StaffRow {
  readonly org_id: string;
  readonly staff_id: string;
}

export async function officeSession(admin: Client, { org_id, staff_id }: StaffRow) {
  const secret = newSecret();
  const { rows } = await admin.query<{ id: string }>(
    `insert into sessions (org_id, token_hash, kind, staff_id, began_by, assurance, created_at, last_seen_at, human_at, expires_at)
     values ($1, $2, 'office', $3, 'password', 'normal', now(), now() + interval '1 hour', now(), now() + interval '1 day')
     returning id`,
    [org_id, sha256(secret), staff_id],
  );
  return { cookie: `office=${org_id}.${secret}`, sessionId: rows[0]?.id ?? '' };
}

export async function portalSession(
  admin: Client,
  { org_id, slug, customer_id, contact_id }: { org_id: string; slug: string; customer_id: string; contact_id: string },
): Promise<string> {
  const secret = newSecret();
  await admin.query(
    `insert into sessions (org_id, token_hash, kind, customer_id, contact_id, began_by, assurance, created_at, last_seen_at, human_at, expires_at)
     values ($1, $2, 'portal', $3, $4, 'code', 'normal', now(), now() + interval '1 hour', now(), now() + interval '1 day')`,
    [org_id, sha256(secret), customer_id, contact_id],
  );
  return `portal_${slug}=${org_id}.${secret}`;
}

/** The customer with 10,000 entries in its statement, signed in, and the entry in the middle. */
export async function longVisit(admin: Client) {
  const { rows } = await admin.query<{ org_id: string; slug: string; customer_id: string; contact_id: string }>(
    `select c.org_id, o.slug, c.id as customer_id, p.id as contact_id
     from customers c join orgs o on o.id = c.org_id join contacts p on p.org_id = c.org_id and p.customer_id = c.id
     where c.number = 'LONG'`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the customer with a long statement is missing: remove bench/.data');
  const entry = await admin.query<{ key: string; id: string }>(
    `select booked_on::text as key, id from ledger_entries
     where org_id = $1 and customer_id = $2 and account = 'receivable' order by booked_on, id offset 5000 limit 1`,
    [row.org_id, row.customer_id],
  );
  return { ...row, cookie: await portalSession(admin, row), middle: entry.rows[0] ?? null };
}

export const BENCH_SECRET = 'a secret key for the benchmark, which guards nothing';
export const benchKeys: Keys = keysFrom(BENCH_SECRET);
