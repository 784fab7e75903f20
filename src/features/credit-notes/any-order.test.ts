import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { booksOf, noteIn, someBooks, type Books } from '../../../test/books.ts';
import { openWorld } from '../../../test/world.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';

const world = await openWorld();

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

async function carryOut(books: Books, slate: Slate, { kind, at, minor }: Deed): Promise<void> {
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
      const found = credit && (await noteIn(books, credit.id));
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

async function faultsOf(books: Books, slate: Slate): Promise<string[]> {
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
      const books = await someBooks(world);
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
  const books = booksOf(world, org, customer);
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
