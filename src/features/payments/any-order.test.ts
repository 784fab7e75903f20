import fc from 'fast-check';
import { expect, test } from 'vitest';
import { issuedInvoice, pay, payment, standing, TODAY } from '../../../test/books.ts';
import { openWorld, type Customer, type Org } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { Refused } from '../../kernel/errors.ts';
import { allocateCredit, releaseAllocation } from '../allocations/allocate.ts';
import { oldestFirst } from '../allocations/split.ts';
import { voidInvoice } from '../invoices/index.ts';
import { returnPayment } from './return-payment.ts';

const world = await openWorld();
const now = world.clock.now;

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
      const books = await standing(world, org, customer);
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
    slate.invoices.push({
      id: await issuedInvoice(world, org, customer, what.amount),
      total: what.amount,
      void: false,
    });
    return;
  }
  if (what.kind === 'pay') {
    const split = what.chosen ? oldestFirst(what.amount, slate.waiting().toReversed()) : null;
    const { id } = await pay(world, org, payment(customer, what.amount, { split }));
    const parts = new Map(split?.map((part) => [part.invoiceId, part.amount_minor]));
    slate.payments.push({ id, amount: what.amount, returned: false, parts });
    if (split === null) slate.spread(slate.payments.length - 1, what.amount);
    return;
  }
  if (what.kind === 'void') {
    const invoice = slate.invoices[what.at];
    if (!invoice) return;
    const doing = world.as(org.id, (tx) => voidInvoice(tx, actor, invoice.id, { reason: 'Wrong', today: TODAY, now }));
    const settled = !invoice.void && slate.paid(invoice.id) > 0n;
    await expectRefused(doing, settled);
    invoice.void ||= !settled;
    return;
  }
  const made = slate.payments[what.at];
  if (!made) return;
  if (what.kind === 'return') {
    await world.as(org.id, (tx) => returnPayment(tx, actor, made.id, { today: TODAY, now }));
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
