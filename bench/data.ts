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
    const secret = newSecret();
    await admin.query(
      `insert into sessions (org_id, token_hash, kind, customer_id, contact_id, began_by, assurance, created_at, last_seen_at, human_at, expires_at)
       values ($1, $2, 'portal', $3, $4, 'code', 'normal', now(), now() + interval '1 hour', now(), now() + interval '1 day')`,
      [row.org_id, sha256(secret), row.customer_id, row.contact_id],
    );
    visits.push({ slug: row.slug, cookie: `portal_${row.slug}=${row.org_id}.${secret}`, invoice: row.invoice });
  }
  return visits;
}

/** Office sessions, one of each org, with something to search for. */
export async function officeVisits(
  admin: Client,
  searches: number,
): Promise<readonly { cookie: string; query: string }[]> {
  const { rows } = await admin.query<{ org_id: string; staff_id: string }>(
    'select distinct on (org_id) org_id, id as staff_id from staff order by org_id, id',
  );
  const cookies: string[] = [];
  for (const row of rows) {
    const secret = newSecret();
    await admin.query(
      `insert into sessions (org_id, token_hash, kind, staff_id, began_by, assurance, created_at, last_seen_at, human_at, expires_at)
       values ($1, $2, 'office', $3, 'password', 'normal', now(), now() + interval '1 hour', now(), now() + interval '1 day')`,
      [row.org_id, sha256(secret), row.staff_id],
    );
    cookies.push(`office=${row.org_id}.${secret}`);
  }
  const words = ['raman', 'quay ter', 'bright 10', 'SM12', 'c4711', 'priya', '0770000', 'müller 8', 'okaf', 'lindq 2'];
  return Array.from({ length: searches }, (_, n) => ({
    cookie: cookies[n % cookies.length] ?? '',
    query: words[n % words.length] ?? '',
  }));
}

export const BENCH_SECRET = 'a secret key for the benchmark, which guards nothing';
export const benchKeys: Keys = keysFrom(BENCH_SECRET);
