import { sql } from 'kysely';
import { allocateCredit, releaseAllocation } from '../src/features/allocations/allocate.ts';
import { createNote, issueNote, voidNote } from '../src/features/credit-notes/index.ts';
import { createDraft, issueInvoice, voidInvoice } from '../src/features/invoices/index.ts';
import { customerBalance } from '../src/features/ledger/index.ts';
import { recordPayment, type NewPayment } from '../src/features/payments/record-payment.ts';
import { recordRefund } from '../src/features/payments/record-refund.ts';
import { returnPayment } from '../src/features/payments/return-payment.ts';
import { system } from '../src/kernel/actor.ts';
import type { Tx } from '../src/platform/db/index.ts';
import type { Customer, Org, World } from './world.ts';

/** The day it is where the books are kept. */
export const TODAY = Temporal.PlainDate.from('2026-11-23');
let keys = 0;

/** An invoice over one line, issued today. */
export async function issuedInvoice(world: World, org: Org, customer: Customer, total: bigint): Promise<string> {
  const actor = system(org.id, 'test');
  const now = world.clock.now;
  return world.as(org.id, async (tx) => {
    const { id } = await createDraft(
      tx,
      actor,
      {
        customerId: customer.id,
        jobId: null,
        issued_on: null,
        due_on: null,
        currency: 'GBP',
        prices_include_tax: true,
        customer_reference: null,
        note: null,
        lines: [{ description: 'Work', unit: null, quantity: '1', unit_price_minor: total, tax_rate_bp: 2000 }],
      },
      { now },
    );
    await issueInvoice(tx, actor, id, org, now);
    return id;
  });
}

export const payment = (customer: Customer, amount_minor: bigint, given: Partial<NewPayment> = {}): NewPayment => ({
  customerId: customer.id,
  received_on: TODAY,
  amount_minor,
  currency: 'GBP',
  method: 'transfer',
  reference: null,
  note: null,
  split: null,
  idempotency_key: `test-key-${++keys}`,
  ...given,
});

export const pay = (world: World, org: Org, what: NewPayment) =>
  world.as(org.id, (tx) => recordPayment(tx, system(org.id, 'test'), what, { today: TODAY, now: world.clock.now }));

/** Deeds on one customer's books. */
export function booksOf(world: World, org: Org, customer: Customer) {
  const actor = system(org.id, 'test');
  const now = world.clock.now;
  const run = <T>(work: (tx: Tx) => Promise<T>) => world.as(org.id, work);
  const draftNote = (invoiceId: string | null, minor: bigint) =>
    run((tx) =>
      createNote(
        tx,
        actor,
        {
          customerId: customer.id,
          invoiceId,
          issued_on: null,
          currency: 'GBP',
          prices_include_tax: true,
          reason: null,
          note: null,
          lines: [
            {
              description: 'Not done',
              unit: null,
              quantity: '1',
              unit_price_minor: minor,
              tax_rate_bp: 2000,
              invoice_line_id: null,
            },
          ],
        },
        { now },
      ),
    );
  const issue = (id: string) => run((tx) => issueNote(tx, actor, id, org, now));
  return {
    draftNote,
    issue,
    invoice: (total: bigint) => issuedInvoice(world, org, customer, total),
    async credit(invoiceId: string | null, minor: bigint): Promise<string> {
      const { id } = await draftNote(invoiceId, minor);
      await issue(id);
      return id;
    },
    pay: async (amount_minor: bigint) => (await pay(world, org, payment(customer, amount_minor))).id,
    takeBack: (id: string) => run((tx) => returnPayment(tx, actor, id, { today: TODAY, now })),
    voidNote: (id: string) => run((tx) => voidNote(tx, actor, id, { reason: 'Wrong', today: TODAY, now })),
    voidInvoice: (id: string) => run((tx) => voidInvoice(tx, actor, id, { reason: 'Wrong', today: TODAY, now })),
    use: (kind: 'payment' | 'credit_note', id: string, seenMinor: bigint) =>
      run((tx) => allocateCredit(tx, actor, { kind, id }, { split: null, seenMinor, now })),
    release: (kind: 'payment' | 'credit_note', id: string, invoiceId: string) =>
      run((tx) => releaseAllocation(tx, actor, { kind, id }, invoiceId, now)),
    refund: (kind: 'payment' | 'credit_note', id: string, amount_minor: bigint, key = `refund-test-${++keys}`) =>
      run((tx) =>
        recordRefund(
          tx,
          actor,
          { kind, id },
          { paid_on: TODAY, amount_minor, method: 'transfer', reference: null, note: null, idempotency_key: key },
          { today: TODAY, now },
        ),
      ),
    balance: async () => (await run((tx) => customerBalance(tx, actor, customer.id)))[0]?.minor ?? 0n,
    /** What is kept beside the rows, and what the rows come to. */
    kept: () =>
      run(async (tx) => {
        const invoices = await sql<{
          id: string;
          paid: bigint;
          credited: bigint;
          kept_paid: bigint;
          kept_credited: bigint;
          state: string;
          total: bigint;
        }>`
          select i.id, i.state, i.total_minor as total, i.paid_minor as kept_paid, i.credited_minor as kept_credited,
            coalesce((select sum(amount_minor) from allocations a where a.invoice_id = i.id), 0)::bigint as paid,
            coalesce((select sum(total_minor) from credit_notes n where n.invoice_id = i.id and n.state = 'issued'), 0)::bigint as credited
          from invoices i where i.org_id = ${org.id} and i.customer_id = ${customer.id} order by i.id`.execute(tx);
        const notes = await sql<{
          id: string;
          used: bigint;
          kept: bigint;
          total: bigint;
          state: string;
          own_open: bigint | null;
        }>`
          select n.id, n.state, n.total_minor as total, n.used_minor as kept, app.used_of_credit_note(n.org_id, n.id) as used,
            (select i.total_minor - i.paid_minor from invoices i where i.id = n.invoice_id) as own_open
          from credit_notes n where n.org_id = ${org.id} and n.customer_id = ${customer.id} order by n.id`.execute(tx);
        const ledger = await sql<{
          sum: bigint;
        }>`select coalesce(sum(amount_minor), 0)::bigint as sum from ledger_entries
          where org_id = ${org.id} and customer_id = ${customer.id}`.execute(tx);
        return { invoices: invoices.rows, notes: notes.rows, sum: ledger.rows[0]?.sum };
      }),
  };
}

/** A customer of an org of its own. */
export async function someBooks(world: World) {
  const org = await world.org();
  return booksOf(world, org, await world.customer(org));
}

export type Books = ReturnType<typeof booksOf>;

/** How a credit note stands. */
export async function noteIn(books: Books, id: string) {
  return (await books.kept()).notes.find((one) => one.id === id);
}

/** What a customer’s books come to: balance, postings, and what is set against what. */
export async function standing(world: World, org: Org, customer: Customer) {
  return world.as(org.id, async (tx) => {
    const [balance, postings, invoices, payments] = await Promise.all([
      customerBalance(tx, system(org.id, 'test'), customer.id),
      sql<{ sum: bigint }>`select coalesce(sum(amount_minor), 0)::bigint as sum from ledger_entries
        where org_id = ${org.id} and customer_id = ${customer.id}`.execute(tx),
      sql<{ id: string; paid: bigint }>`select i.id, coalesce(sum(a.amount_minor), 0)::bigint as paid from invoices i
        left join allocations a on a.org_id = i.org_id and a.invoice_id = i.id
        where i.org_id = ${org.id} and i.customer_id = ${customer.id} group by i.id`.execute(tx),
      sql<{ id: string; used: bigint }>`select p.id, coalesce(sum(a.amount_minor), 0)::bigint as used from payments p
        left join allocations a on a.org_id = p.org_id and a.payment_id = p.id
        where p.org_id = ${org.id} and p.customer_id = ${customer.id} group by p.id`.execute(tx),
    ]);
    return {
      balance: balance[0]?.minor ?? 0n,
      postings: postings.rows[0]?.sum,
      paid: new Map(invoices.rows.map((row) => [row.id, row.paid])),
      used: new Map(payments.rows.map((row) => [row.id, row.used])),
    };
  });
}
