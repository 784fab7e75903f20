import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openWorld, type Customer, type Org } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { createDraft, issueInvoice, voidInvoice } from '../invoices/index.ts';
import { customerBalance } from '../ledger/index.ts';
import { allocateCredit, releaseAllocation } from '../allocations/allocate.ts';
import { recordPayment } from '../payments/record-payment.ts';
import { recordRefund } from '../payments/record-refund.ts';
import { returnPayment } from '../payments/return-payment.ts';
import { issueNote } from './issue-credit-note.ts';
import { createNote } from './save-credit-note.ts';
import { voidNote } from './void-credit-note.ts';

const world = await openWorld();
const today = Temporal.PlainDate.from('2026-11-23');
const now = world.clock.now;
let keys = 0;

/** Deeds on one customer's books. */
function booksOf(org: Org, customer: Customer) {
  const actor = system(org.id, 'test');
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
    async invoice(total: bigint): Promise<string> {
      return run(async (tx) => {
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
    },
    async credit(invoiceId: string | null, minor: bigint): Promise<string> {
      const { id } = await draftNote(invoiceId, minor);
      await issue(id);
      return id;
    },
    pay: async (amount_minor: bigint): Promise<string> => {
      const idempotency_key = `credit-test-${++keys}`;
      const what = {
        customerId: customer.id,
        received_on: today,
        amount_minor,
        currency: 'GBP',
        method: 'transfer' as const,
      };
      const more = { reference: null, note: null, split: null, idempotency_key };
      return (await run((tx) => recordPayment(tx, actor, { ...what, ...more }, { today, now }))).id;
    },
    takeBack: (id: string) => run((tx) => returnPayment(tx, actor, id, { today, now })),
    voidNote: (id: string) => run((tx) => voidNote(tx, actor, id, { reason: 'Wrong', today, now })),
    voidInvoice: (id: string) => run((tx) => voidInvoice(tx, actor, id, { reason: 'Wrong', today, now })),
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
          { paid_on: today, amount_minor, method: 'transfer', reference: null, note: null, idempotency_key: key },
          { today, now },
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

async function someBooks() {
  const org = await world.org();
  return booksOf(org, await world.customer(org));
}

async function note(books: ReturnType<typeof booksOf>, id: string) {
  return (await books.kept()).notes.find((one) => one.id === id);
}

test('a credit note settles what is open of its invoice, and the rest is credit for others', async () => {
  const books = await someBooks();
  const first = await books.invoice(10_000n);
  await books.pay(7000n);
  const id = await books.credit(first, 6000n);
  expect(await books.balance()).toBe(-3000n);
  expect(await note(books, id)).toMatchObject({ used: 3000n, kept: 3000n });
  const second = await books.invoice(2000n);
  await books.use('credit_note', id, 3000n);
  const { invoices } = await books.kept();
  expect(invoices.map((one) => [one.id, one.kept_paid, one.kept_credited])).toEqual([
    [first, 10_000n, 6000n],
    [second, 2000n, 0n],
  ]);
  expect((await note(books, id))?.used).toBe(5000n);
});

test('twenty credit notes issued at once never take back more than the invoice has', async () => {
  const books = await someBooks();
  const id = await books.invoice(5000n);
  const drafts = await Promise.all(Array.from({ length: 20 }, () => books.draftNote(id, 1000n)));
  const answers = await Promise.allSettled(drafts.map((draft) => books.issue(draft.id)));
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(5);
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason instanceof Refused] : []));
  expect(refused).toEqual(Array.from({ length: 15 }, () => true));
  const { invoices, sum } = await books.kept();
  expect([invoices[0]?.kept_credited, invoices[0]?.kept_paid, sum, await books.balance()]).toEqual([
    5000n,
    5000n,
    0n,
    0n,
  ]);
});

test('credit notes issued at once have numbers of their own series without a gap, also after one that failed', async () => {
  const org = await world.org();
  const books = booksOf(org, await world.customer(org));
  const drafts = await Promise.all(Array.from({ length: 8 }, () => books.draftNote(null, 100n)));
  const answers = await Promise.all(drafts.map((draft) => books.issue(draft.id)));
  const numbers = answers.map((answer) => answer.number).toSorted();
  expect(numbers).toEqual(Array.from({ length: 8 }, (_, at) => `CN-${1001 + at}`));
  const again = await books.issue(drafts[0]?.id ?? '');
  expect(again).toMatchObject({ fresh: false, number: answers[0]?.number });
});

test('what came back to a credited invoice is settled by its credit note before anything is owed', async () => {
  const books = await someBooks();
  const invoice = await books.invoice(4000n);
  const payment = await books.pay(4000n);
  const id = await books.credit(invoice, 4000n);
  expect(await note(books, id)).toMatchObject({ used: 0n });
  await books.takeBack(payment);
  expect(await note(books, id)).toMatchObject({ used: 4000n });
  expect(await books.balance()).toBe(0n);
});

test('a credit note is made void only while nothing of it is used elsewhere; its invoice then waits again', async () => {
  const books = await someBooks();
  const invoice = await books.invoice(4000n);
  const own = await books.credit(invoice, 1000n);
  await books.voidNote(own);
  expect((await books.kept()).invoices[0]).toMatchObject({ kept_paid: 0n, kept_credited: 0n });
  expect(await books.balance()).toBe(4000n);
  const free = await books.credit(null, 1000n);
  await books.use('credit_note', free, 1000n);
  await expect(books.voidNote(free)).rejects.toThrow(Refused);
  await books.release('credit_note', free, invoice);
  await books.voidNote(free);
  expect(await books.balance()).toBe(4000n);
});

test('an invoice with credit notes can’t be made void', async () => {
  const books = await someBooks();
  const invoice = await books.invoice(4000n);
  await books.credit(invoice, 1000n);
  await expect(books.voidInvoice(invoice)).rejects.toThrow(Refused);
});

test('a refund takes what is left, once however often the form is sent, and never more', async () => {
  const books = await someBooks();
  const id = await books.credit(null, 3000n);
  await expect(books.refund('credit_note', id, 3001n)).rejects.toThrow(Invalid);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => books.refund('credit_note', id, 2000n, 'same-key-1')),
  );
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  expect(await books.balance()).toBe(-1000n);
  const twice = await Promise.allSettled(Array.from({ length: 4 }, () => books.refund('credit_note', id, 1000n)));
  expect(twice.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
  expect(await books.balance()).toBe(0n);
  const payment = await books.pay(500n);
  await books.refund('payment', payment, 500n);
  await expect(books.takeBack(payment)).rejects.toThrow(Refused);
});

test('an issued credit note can’t be deleted, nor what is kept beside an invoice be written', async () => {
  const org = await world.org();
  const books = booksOf(org, await world.customer(org));
  const invoice = await books.invoice(1000n);
  const id = await books.credit(invoice, 500n);
  const gone = await world.as(org.id, (tx) => tx.deleteFrom('credit_notes').where('id', '=', id).executeTakeFirst());
  expect(gone.numDeletedRows).toBe(0n);
  const written = world.as(org.id, (tx) =>
    tx.updateTable('invoices').set({ paid_minor: 900n }).where('id', '=', invoice).execute(),
  );
  await expect(written).rejects.toThrow(/follows from its allocations/);
});

/* Any deeds in any order, against a slate that knows only sums: no divergence. */

const deed = fc.record({
  kind: fc.constantFrom('invoice', 'pay', 'return', 'credit', 'give', 'void', 'refund', 'refund-payment', 'use'),
  at: fc.nat(3),
  minor: fc.bigInt({ min: 1n, max: 6000n }),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

interface Slate {
  balance: bigint;
  readonly invoices: string[];
  readonly payments: { id: string; minor: bigint; out: boolean }[];
  readonly notes: { id: string; minor: bigint; out: boolean }[];
}

async function carryOut(books: ReturnType<typeof booksOf>, slate: Slate, { kind, at, minor }: Deed): Promise<void> {
  const payment = slate.payments[at % (slate.payments.length || 1)];
  const credit = slate.notes[at % (slate.notes.length || 1)];
  const invoice = slate.invoices[at % (slate.invoices.length || 1)];
  switch (kind) {
    case 'invoice':
      slate.invoices.push(await books.invoice(minor));
      slate.balance += minor;
      return;
    case 'pay':
      slate.payments.push({ id: await books.pay(minor), minor, out: false });
      slate.balance -= minor;
      return;
    case 'return':
      if (!payment || payment.out) return;
      await books.takeBack(payment.id);
      payment.out = true;
      slate.balance += payment.minor;
      return;
    case 'credit':
    case 'give':
      slate.notes.push({
        id: await books.credit(kind === 'give' ? null : (invoice ?? null), minor),
        minor,
        out: false,
      });
      slate.balance -= minor;
      return;
    case 'void':
      if (!credit || credit.out) return;
      await books.voidNote(credit.id);
      credit.out = true;
      slate.balance += credit.minor;
      return;
    case 'refund':
      if (!credit) return;
      await books.refund('credit_note', credit.id, minor);
      slate.balance += minor;
      return;
    case 'refund-payment':
      if (!payment) return;
      await books.refund('payment', payment.id, minor);
      slate.balance += minor;
      return;
    case 'use': {
      const found = credit && (await note(books, credit.id));
      if (credit && found) await books.use('credit_note', credit.id, found.total - found.used);
    }
  }
}

/** A deed that a rule refuses changes nothing; anything else that fails is a fault. */
async function tolerant(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof Invalid)) throw error;
  }
}

async function faultsOf(books: ReturnType<typeof booksOf>, slate: Slate): Promise<string[]> {
  const { invoices, notes, sum } = await books.kept();
  const faults: string[] = [];
  if (sum !== 0n) faults.push(`the ledger is off by ${sum}`);
  if ((await books.balance()) !== slate.balance) faults.push(`the balance is not ${slate.balance}`);
  for (const one of invoices) {
    if (one.paid !== one.kept_paid || one.credited !== one.kept_credited)
      faults.push(`invoice ${one.id} keeps another sum`);
    if (one.paid < 0n || one.paid > one.total || one.credited > one.total) faults.push(`invoice ${one.id} is overpaid`);
  }
  for (const one of notes) {
    if (one.used !== one.kept || one.used > one.total) faults.push(`credit note ${one.id} keeps another sum`);
    const left = one.total - one.used;
    if (one.state === 'issued' && left > 0n && (one.own_open ?? 0n) > 0n)
      faults.push(`credit note ${one.id} leaves its own invoice open`);
  }
  return faults;
}

test('whatever is done in whatever order, the books agree with the slate', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 30 }), async (deeds) => {
      const books = await someBooks();
      const slate: Slate = { balance: 0n, invoices: [], payments: [], notes: [] };
      for (const what of deeds) await tolerant(carryOut(books, slate, what));
      expect(await faultsOf(books, slate)).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

test('a sign turned round is noticed', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const books = booksOf(org, customer);
  const slate: Slate = { balance: 0n, invoices: [], payments: [], notes: [] };
  const any = { at: 0, minor: 1000n };
  await carryOut(books, slate, { ...any, kind: 'give' });
  expect(await faultsOf(books, slate)).toEqual([]);
  // The planted bug: a credit note that makes the customer owe more.
  await world.as(org.id, (tx) =>
    sql`insert into ledger_entries (org_id, transaction_id, account, customer_id, amount_minor, currency, booked_on)
      select ${org.id}, '01900000-0000-7000-8000-00000000beef', a, ${customer.id}, m, 'GBP', '2026-11-23'
      from (values ('receivable', 2000), ('revenue', -2000)) as v (a, m)`.execute(tx),
  );
  expect(await faultsOf(books, slate)).toEqual(['the balance is not -1000']);
});
