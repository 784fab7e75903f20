import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Insertable, type Selectable } from 'kysely';
import { afterAll } from 'vitest';
import type { Hono } from 'hono';
import type {
  Contacts,
  Customers,
  InvoiceLines,
  Invoices,
  JobEvents,
  Jobs,
  Orgs,
  Payments,
  Sites,
  Staff,
} from '../db/types.ts';
import { createApp } from '../src/app.tsx';
import {
  beginSession,
  giveCookie,
  OFFICE_COOKIE,
  orgRow,
  portalCookie,
  type OrgRow,
} from '../src/features/sessions/index.ts';
import { enableLink, linkUrl, type LinkSubject } from '../src/features/links/index.ts';
import { system } from '../src/kernel/actor.ts';
import { hashingWith, keysFrom } from '../src/platform/crypto/index.ts';
import { database, openPool, type Tx } from '../src/platform/db/index.ts';
import { openDrawing } from '../src/platform/drawing/index.ts';
import { folderStore } from '../src/platform/files/index.ts';
import { openLive } from '../src/platform/live/index.ts';
import type { Services } from '../src/platform/services.ts';
import { Browser } from './browser.ts';
import { freshDatabase } from './setup/database.ts';

export type Org = OrgRow;
export type StaffMember = Selectable<Staff>;
export type Customer = Selectable<Customers>;
export type Contact = Selectable<Contacts>;
export type Site = Selectable<Sites>;
export type Job = Selectable<Jobs>;
export type Invoice = Selectable<Invoices>;

/** What a factory leaves to the caller: everything, but nothing has to be said. */
type Given<T> = Partial<Insertable<T>>;

/** Monday 23 November 2026, 10:00 in London. */
export const MORNING = Temporal.Instant.from('2026-11-23T10:00Z');
export const BASE_URL = 'http://doorstep.test';

/** Open to every area that has pages: what most tests take for granted. */
export const OPEN = {
  portal: 'yes',
  jobs: 'view_all',
  invoices: 'view',
  details: 'edit',
  sites: 'all',
  messages: 'all',
  colleagues: 'yes',
};

/** Passwords and PINs of tests protect nobody; what the product's own cost must be, its test says. */
const CHEAP = { memoryCost: 64, timeCost: 1, parallelism: 1 };

export type World = Awaited<ReturnType<typeof openWorld>>;

/**
 * The product over a database of the test file's own, with a clock that stands still until told to go on, and
 * factories that fill in what a test doesn't care about. Call it once at the top of a file.
 */
export async function openWorld() {
  const fresh = await freshDatabase();
  const { host, port, user, password, database: name } = fresh.app;
  const pool = openPool({ connection: { host, port, user, password, database: name }, size: 20, onError: () => {} });
  const db = database(pool);
  afterAll(() => db.close());
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const clock = { now: MORNING };
  const troubles: unknown[] = [];
  const keys = keysFrom('a secret key for tests that is long enough');
  const live = openLive({ host, port, user, password, database: name }, { warn: () => {} });
  afterAll(() => live.close());
  const log = {
    info: () => {},
    warn: () => {},
    error: (facts: Readonly<Record<string, unknown>>) => void troubles.push(facts['err'] ?? facts),
  };
  const drawing = openDrawing(log);
  afterAll(() => drawing.close());
  const services: Services = {
    db,
    keys,
    hashing: hashingWith(keys, CHEAP),
    files: folderStore(join(folder, 'files')),
    dataDir: folder,
    drawing,
    live,
    now: () => clock.now,
    baseUrl: BASE_URL,
    officeUrl: BASE_URL,
    asset: (file) => `/assets/${file}`,
    log,
    senders: { mail: null, sms: null },
    logHeadsTo: null,
    backups: null,
    trustedProxies: 0,
  };
  const app: Hono = createApp(services);
  const browser = (agent?: string) => new Browser(app, services, agent);
  const as = <T>(orgId: string, work: (tx: Tx) => Promise<T>) => db.inScope(system(orgId, 'test'), work);
  return {
    app,
    services,
    fresh,
    /** Errors that were answered with a 500. */
    troubles,
    clock,
    as,
    browser,
    /** What the database holds for an org, read as nobody's request can. */
    rows: <T>(org: Pick<Org, 'id'>, query: string): Promise<T[]> =>
      as(org.id, async (tx) => (await sql<T & object>`${sql.raw(query)}`.execute(tx)).rows),
    ...factories(as),
    ...doors(services, browser, as),
  };
}

type As = <T>(orgId: string, work: (tx: Tx) => Promise<T>) => Promise<T>;

let count = 0;
const next = () => ++count;

function factories(as: As) {
  return {
    async org(given: Given<Orgs> = {}): Promise<Org> {
      const id = crypto.randomUUID();
      return as(id, async (tx) => {
        await tx
          .insertInto('orgs')
          .values({
            id,
            slug: `org-${next()}`,
            name: 'Harbour & Hill Property Care',
            time_zone: 'Europe/London',
            currency: 'GBP',
            country: 'GB',
            portal_open: true,
            permissions: JSON.stringify(OPEN),
            ...given,
          })
          .execute();
        const row = await orgRow(tx, id);
        if (!row) throw new Error('the org was not made');
        return row;
      });
    },

    async staff(org: Org, given: Given<Staff> = {}): Promise<StaffMember> {
      const row = { name: 'Jo Mercer', email: `staff-${next()}@harbourandhill.example`, role: 'manager', ...given };
      return as(org.id, (tx) =>
        tx
          .insertInto('staff')
          .values({ org_id: org.id, ...row })
          .returningAll()
          .executeTakeFirstOrThrow(),
      );
    },

    /** A customer without contacts; `customerWithContact` is what the product itself makes. */
    async customer(org: Org, given: Given<Customers> = {}): Promise<Customer> {
      const row = { number: String(10_000 + next()), name: 'Priya Raman', ...given };
      return as(org.id, (tx) =>
        tx
          .insertInto('customers')
          .values({ org_id: org.id, ...row })
          .returningAll()
          .executeTakeFirstOrThrow(),
      );
    },

    async contact(customer: Customer, given: Given<Contacts> = {}): Promise<Contact> {
      const row = { first_name: 'Priya', last_name: 'Raman', email: `contact-${next()}@raman.example`, ...given };
      return as(customer.org_id, (tx) =>
        tx
          .insertInto('contacts')
          .values({ org_id: customer.org_id, customer_id: customer.id, ...row })
          .returningAll()
          .executeTakeFirstOrThrow(),
      );
    },

    async site(org: Org, given: Given<Sites> = {}): Promise<Site> {
      return as(org.id, (tx) =>
        tx
          .insertInto('sites')
          .values({ org_id: org.id, name: '14 Quay Terrace', ...given })
          .returningAll()
          .executeTakeFirstOrThrow(),
      );
    },

    async job(customer: Customer, given: Given<Jobs> = {}): Promise<Job> {
      const row = { number: String(1000 + next()), title: 'Window cleaning', ...given };
      return as(customer.org_id, (tx) =>
        tx
          .insertInto('jobs')
          .values({ org_id: customer.org_id, customer_id: customer.id, ...row })
          .returningAll()
          .executeTakeFirstOrThrow(),
      );
    },

    /** An entry of a job's timeline, visible to the customer. */
    async event(job: Job, given: Given<JobEvents> = {}): Promise<void> {
      const isStep = given.kind === undefined || given.kind === 'step';
      const row = { kind: 'step', step: isStep ? job.step : null, visible: true, happened_at: MORNING, ...given };
      await as(job.org_id, (tx) =>
        tx
          .insertInto('job_events')
          .values({ org_id: job.org_id, job_id: job.id, ...row })
          .execute(),
      );
    },

    async invoiceLine(invoice: Invoice, given: Given<InvoiceLines> = {}): Promise<void> {
      const amount = given.amount_minor ?? invoice.net_minor;
      const row = { description: 'Outside windows', unit_price_minor: amount, tax_rate_bp: 0, ...given };
      await as(invoice.org_id, (tx) =>
        tx
          .insertInto('invoice_lines')
          .values({
            org_id: invoice.org_id,
            invoice_id: invoice.id,
            // Counted over all files of a worker; an invoice has at most 1,000.
            position: (next() % 1000) + 1,
            amount_minor: amount,
            ...row,
          })
          .execute(),
      );
    },

    /** Money received, set against an invoice unless that is null, in the ledger. */
    async payment(customer: Customer, invoice: Invoice | null, given: Given<Payments> = {}): Promise<void> {
      await as(customer.org_id, async (tx) => {
        const row = await tx
          .insertInto('payments')
          .values({
            org_id: customer.org_id,
            customer_id: customer.id,
            received_on: Temporal.PlainDate.from('2026-11-20'),
            amount_minor: invoice?.total_minor ?? 4000n,
            currency: 'GBP',
            method: 'transfer',
            idempotency_key: crypto.randomUUID(),
            ...given,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        if (invoice !== null)
          await tx
            .insertInto('allocations')
            .values({
              org_id: row.org_id,
              payment_id: row.id,
              invoice_id: invoice.id,
              amount_minor: row.amount_minor,
            })
            .execute();
        await bookPayment(tx, row);
      });
    },

    /** An issued invoice of £40.00, in the ledger. */
    async invoice(customer: Customer, given: Given<Invoices> = {}): Promise<Invoice> {
      const total = given.total_minor ?? 4000n;
      const day = Temporal.PlainDate.from('2026-11-13');
      return as(customer.org_id, async (tx) => {
        const row = await tx
          .insertInto('invoices')
          .values({
            org_id: customer.org_id,
            customer_id: customer.id,
            number: String(2000 + next()),
            state: 'issued',
            issued_on: day,
            due_on: day.add({ days: 14 }),
            currency: 'GBP',
            net_minor: total,
            total_minor: total,
            ...given,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        if (row.state === 'issued' && row.total_minor !== 0n) await book(tx, row);
        return row;
      });
    },
  };
}

/** What issuing writes: the customer owes it, the business earned it. */
async function book(tx: Tx, invoice: Invoice): Promise<void> {
  const entry = {
    org_id: invoice.org_id,
    transaction_id: invoice.id,
    customer_id: invoice.customer_id,
    invoice_id: invoice.id,
    currency: invoice.currency,
    booked_on: invoice.issued_on ?? Temporal.PlainDate.from('2026-11-13'),
  };
  await tx
    .insertInto('ledger_entries')
    .values([
      { ...entry, account: 'receivable', amount_minor: invoice.total_minor },
      { ...entry, account: 'revenue', amount_minor: -invoice.total_minor },
    ])
    .execute();
}

/** What receiving money writes: it is in the bank, and the customer owes that much less. */
async function bookPayment(tx: Tx, payment: Selectable<Payments>): Promise<void> {
  const entry = {
    org_id: payment.org_id,
    transaction_id: payment.id,
    customer_id: payment.customer_id,
    payment_id: payment.id,
    currency: payment.currency,
    booked_on: payment.received_on,
  };
  await tx
    .insertInto('ledger_entries')
    .values([
      { ...entry, account: 'bank', amount_minor: payment.amount_minor },
      { ...entry, account: 'receivable', amount_minor: -payment.amount_minor },
    ])
    .execute();
}

type NewSession = Parameters<typeof beginSession>[2];

function doors(services: Services, browser: (agent?: string) => Browser, as: As) {
  /** A browser that holds a session, without going through the sign-in page. */
  async function holding(org: Org, session: NewSession, cookie: string): Promise<Browser> {
    const visitor = browser();
    const begun = await as(org.id, (tx) => beginSession(tx, org, session, { now: services.now(), device: 'Test' }));
    await visitor.take((c) => giveCookie(c, services, cookie, begun));
    return visitor;
  }
  return {
    signInStaff: (org: Org, member: StaffMember) =>
      holding(org, { kind: 'office', beganBy: 'password', staffId: member.id }, OFFICE_COOKIE),
    signInContact: (org: Org, contact: Contact) =>
      holding(
        org,
        { kind: 'portal', beganBy: 'code', customerId: contact.customer_id, contactId: contact.id },
        portalCookie(org.slug),
      ),
    /** Staff looking at the portal as a customer, or as one of its contacts. */
    viewAs: (org: Org, member: StaffMember, customer: Customer, contact?: Contact) =>
      holding(
        org,
        {
          kind: 'view_as',
          beganBy: 'view_as',
          staffId: member.id,
          customerId: customer.id,
          ...(contact === undefined ? {} : { contactId: contact.id }),
        },
        portalCookie(org.slug),
      ),
    /** A browser that has opened a subject's link. */
    async openLink(org: Org, subject: LinkSubject): Promise<Browser> {
      const visitor = browser();
      const link = await as(org.id, (tx) => enableLink(tx, system(org.id, 'test'), org, subject, services.now()));
      await visitor.get(linkUrl(services.keys, '', link));
      return visitor;
    },
    /** The path of a subject's live link. */
    async linkPath(org: Org, subject: LinkSubject): Promise<string> {
      const link = await as(org.id, (tx) => enableLink(tx, system(org.id, 'test'), org, subject, services.now()));
      return linkUrl(services.keys, '', link);
    },
  };
}
