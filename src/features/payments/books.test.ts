import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openWorld, type Customer, type Org } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import { customerBalance } from '../ledger/index.ts';
import { createDraft, issueInvoice, voidInvoice } from '../invoices/index.ts';
import { allocateCredit, releaseAllocation } from '../allocations/allocate.ts';
import { oldestFirst } from '../allocations/split.ts';
import { recordPayment, type NewPayment } from './record-payment.ts';
import { returnPayment } from './return-payment.ts';

const world = await openWorld();
const today = Temporal.PlainDate.from('2026-11-23');
const now = world.clock.now;

async function issue(org: Org, customer: Customer, total: bigint): Promise<string> {
  const actor = system(org.id, 'test');
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

let keys = 0;
const payment = (customer: Customer, amount_minor: bigint, given: Partial<NewPayment> = {}): NewPayment => ({
  customerId: customer.id,
  received_on: today,
  amount_minor,
  currency: 'GBP',
  method: 'transfer',
  reference: null,
  note: null,
  split: null,
  idempotency_key: `test-key-${++keys}`,
  ...given,
});

const pay = (org: Org, what: NewPayment) =>
  world.as(org.id, (tx) => recordPayment(tx, system(org.id, 'test'), what, { today, now }));

async function booksOf(org: Org, customer: Customer) {
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

test('a payment settles the longest due first, and what is left is credit', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const first = await issue(org, customer, 4000n);
  const second = await issue(org, customer, 5000n);
  await pay(org, payment(customer, 10_000n));
  const books = await booksOf(org, customer);
  expect([books.paid.get(first), books.paid.get(second), books.balance]).toEqual([4000n, 5000n, -1000n]);
});

test('the same form sent twenty times at once is one payment', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const what = payment(customer, 4000n);
  const answers = await Promise.all(Array.from({ length: 20 }, () => pay(org, what)));
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  expect(answers.filter((answer) => answer.fresh)).toHaveLength(1);
  expect((await booksOf(org, customer)).balance).toBe(-4000n);
});

test('another payment under the same key is refused', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const what = payment(customer, 4000n);
  await pay(org, what);
  await expect(pay(org, { ...what, amount_minor: 4001n })).rejects.toThrow(Refused);
  expect((await booksOf(org, customer)).balance).toBe(-4000n);
});

test('twenty payments at once never pay an invoice more than its total', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const id = await issue(org, customer, 5000n);
  await Promise.all(Array.from({ length: 20 }, () => pay(org, payment(customer, 1000n))));
  const books = await booksOf(org, customer);
  expect([books.paid.get(id), books.balance, books.postings]).toEqual([5000n, -15_000n, 0n]);
});

test('twenty invoices issued at once have twenty numbers without a gap', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const ids = await Promise.all(Array.from({ length: 20 }, () => issue(org, customer, 100n)));
  const numbers = await world.as(org.id, (tx) =>
    tx.selectFrom('invoices').select('number').where('org_id', '=', org.id).where('id', 'in', ids).execute(),
  );
  const sorted = numbers.map((row) => Number(row.number)).toSorted((a, b) => a - b);
  expect(sorted).toEqual(Array.from({ length: 20 }, (_, at) => 1001 + at));
});

test('a payment that fails half-way leaves nothing behind', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  await issue(org, customer, 4000n);
  const what = payment(customer, 4000n);
  const killed = world.as(org.id, async (tx) => {
    await recordPayment(tx, system(org.id, 'test'), what, { today, now });
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  const books = await booksOf(org, customer);
  expect([books.balance, books.used.size]).toEqual([4000n, 0]);
});

test('an issue that fails half-way gives its number to the next', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const actor = system(org.id, 'test');
  const draft = await world.invoice(customer, { state: 'draft', number: null, issued_on: null, due_on: null });
  await world.as(org.id, (tx) =>
    tx
      .insertInto('invoice_lines')
      .values({
        org_id: org.id,
        invoice_id: draft.id,
        position: 1,
        description: 'Work',
        unit_price_minor: 4000n,
        amount_minor: 4000n,
        tax_rate_bp: 0,
      })
      .execute(),
  );
  const killed = world.as(org.id, async (tx) => {
    await issueInvoice(tx, actor, draft.id, org, now);
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  const { number } = await world.as(org.id, (tx) => issueInvoice(tx, actor, draft.id, org, now));
  expect(number).toBe('1001');
});

test.each([
  [1_000_000_000_000n, true],
  [1_000_000_000_001n, false],
  [1n, true],
  [0n, false],
])('a payment of %s minor units is taken: %s', async (amount, taken) => {
  const org = await world.org();
  const customer = await world.customer(org);
  const outcome = await pay(org, payment(customer, amount)).then(
    (made) => made.fresh,
    (error: unknown) => !(error instanceof Invalid),
  );
  expect(outcome).toBe(taken);
});

test('money is spread in order, never beyond what is due or what there is', () => {
  const waiting = fc.array(fc.record({ id: fc.uuid(), due_minor: fc.bigInt({ min: 1n, max: 1000n }) }), {
    maxLength: 10,
  });
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 5000n }), waiting, (amount, invoices) => {
      const split = oldestFirst(amount, invoices);
      const used = split.reduce((sum, part) => sum + part.amount_minor, 0n);
      const due = invoices.reduce((sum, invoice) => sum + invoice.due_minor, 0n);
      expect(used).toBe(amount < due ? amount : due);
      split.forEach((part, at) => {
        expect(part.amount_minor <= (invoices[at]?.due_minor ?? 0n)).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
});

type Deed =
  | { kind: 'issue'; amount: bigint }
  | { kind: 'pay'; amount: bigint; chosen: boolean }
  | { kind: 'return' | 'void' | 'credit' | 'release'; at: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('issue' as const), amount: fc.bigInt({ min: 1n, max: 500n }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      amount: fc.bigInt({ min: 1n, max: 700n }),
      chosen: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('return' as const, 'void' as const, 'credit' as const, 'release' as const),
      at: fc.nat(5),
    }),
  },
);

/** The books as a person would keep them on a slate. */
class Slate {
  readonly invoices: { id: string; total: bigint; void: boolean }[] = [];
  readonly payments: { id: string; amount: bigint; returned: boolean; parts: Map<string, bigint> }[] = [];

  paid(id: string): bigint {
    return this.payments.reduce((sum, one) => sum + (one.parts.get(id) ?? 0n), 0n);
  }
  free(at: number): bigint {
    const one = this.payments[at];
    return one === undefined || one.returned
      ? 0n
      : [...one.parts.values()].reduce((left, part) => left - part, one.amount);
  }
  waiting() {
    return this.invoices
      .filter((one) => !one.void && one.total > this.paid(one.id))
      .map((one) => ({ id: one.id, due_minor: one.total - this.paid(one.id) }));
  }
  spread(at: number, amount: bigint): void {
    const one = this.payments[at];
    // Same day and term for all: the first made is the longest due; ids grow with time.
    for (const part of oldestFirst(amount, this.waiting()))
      one?.parts.set(part.invoiceId, (one.parts.get(part.invoiceId) ?? 0n) + part.amount_minor);
  }
  balance(): bigint {
    const issued = this.invoices.filter((one) => !one.void).reduce((sum, one) => sum + one.total, 0n);
    return this.payments.filter((one) => !one.returned).reduce((left, one) => left - one.amount, issued);
  }
}

test('after any deeds the books are the slate’s: balance, allocations, and postings that come to nothing', async () => {
  const org = await world.org();
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 8 }), async (deeds) => {
      const customer = await world.customer(org);
      const slate = new Slate();
      for (const one of deeds) await carryOut(org, customer, slate, one);
      const books = await booksOf(org, customer);
      expect(books.balance).toBe(slate.balance());
      expect(books.postings).toBe(0n);
      for (const invoice of slate.invoices) expect(books.paid.get(invoice.id)).toBe(slate.paid(invoice.id));
      slate.payments.forEach((made, at) => {
        const used = made.returned ? 0n : made.amount - slate.free(at);
        expect(books.used.get(made.id)).toBe(used);
      });
    }),
    { numRuns: 200 },
  );
}, 120_000);

async function carryOut(org: Org, customer: Customer, slate: Slate, what: Deed): Promise<void> {
  const actor = system(org.id, 'test');
  if (what.kind === 'issue') {
    slate.invoices.push({ id: await issue(org, customer, what.amount), total: what.amount, void: false });
    return;
  }
  if (what.kind === 'pay') {
    const split = what.chosen ? oldestFirst(what.amount, slate.waiting().toReversed()) : null;
    const { id } = await pay(org, payment(customer, what.amount, { split }));
    const parts = new Map(split?.map((part) => [part.invoiceId, part.amount_minor]));
    slate.payments.push({ id, amount: what.amount, returned: false, parts });
    if (split === null) slate.spread(slate.payments.length - 1, what.amount);
    return;
  }
  if (what.kind === 'void') {
    const invoice = slate.invoices[what.at];
    if (!invoice) return;
    const doing = world.as(org.id, (tx) => voidInvoice(tx, actor, invoice.id, { reason: 'Wrong', today, now }));
    const settled = !invoice.void && slate.paid(invoice.id) > 0n;
    await expectRefused(doing, settled);
    invoice.void ||= !settled;
    return;
  }
  const made = slate.payments[what.at];
  if (!made) return;
  if (what.kind === 'return') {
    await world.as(org.id, (tx) => returnPayment(tx, actor, made.id, { today, now }));
    made.returned = true;
    made.parts.clear();
  } else if (what.kind === 'release') {
    const [invoiceId] = made.parts.keys();
    if (invoiceId === undefined) return;
    await world.as(org.id, (tx) => releaseAllocation(tx, actor, { kind: 'payment', id: made.id }, invoiceId, now));
    made.parts.delete(invoiceId);
  } else {
    const seenMinor = slate.free(what.at);
    const doing = world.as(org.id, (tx) =>
      allocateCredit(tx, actor, { kind: 'payment', id: made.id }, { split: null, seenMinor, now }),
    );
    await expectRefused(doing, made.returned);
    if (!made.returned) slate.spread(what.at, seenMinor);
  }
}

/** A deed is refused exactly when the slate says so; any other failure is thrown. */
async function expectRefused(deed: Promise<unknown>, refused: boolean): Promise<void> {
  const outcome = await deed.then(
    () => null,
    (error: unknown) => error,
  );
  expect(outcome === null || outcome instanceof Refused ? outcome !== null : outcome).toBe(refused);
}
