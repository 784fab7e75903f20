import { expect, test } from 'vitest';
import { issuedInvoice, pay, payment, standing, TODAY } from '../../../test/books.ts';
import { openWorld } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import { recordPayment } from './record-payment.ts';

const world = await openWorld();

test('a payment settles the longest due first, and what is left is credit', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const first = await issuedInvoice(world, org, customer, 4000n);
  const second = await issuedInvoice(world, org, customer, 5000n);
  await pay(world, org, payment(customer, 10_000n));
  const books = await standing(world, org, customer);
  expect([books.paid.get(first), books.paid.get(second), books.balance]).toEqual([4000n, 5000n, -1000n]);
});

test('the same form sent twenty times at once is one payment', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const what = payment(customer, 4000n);
  const answers = await Promise.all(Array.from({ length: 20 }, () => pay(world, org, what)));
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  expect(answers.filter((answer) => answer.fresh)).toHaveLength(1);
  expect((await standing(world, org, customer)).balance).toBe(-4000n);
});

test('another payment under the same key is refused', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const what = payment(customer, 4000n);
  await pay(world, org, what);
  await expect(pay(world, org, { ...what, amount_minor: 4001n })).rejects.toThrow(Refused);
  expect((await standing(world, org, customer)).balance).toBe(-4000n);
});

test('twenty payments at once never pay an invoice more than its total', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const id = await issuedInvoice(world, org, customer, 5000n);
  await Promise.all(Array.from({ length: 20 }, () => pay(world, org, payment(customer, 1000n))));
  const books = await standing(world, org, customer);
  expect([books.paid.get(id), books.balance, books.postings]).toEqual([5000n, -15_000n, 0n]);
});

test('a payment that fails half-way leaves nothing behind', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  await issuedInvoice(world, org, customer, 4000n);
  const what = payment(customer, 4000n);
  const killed = world.as(org.id, async (tx) => {
    await recordPayment(tx, system(org.id, 'test'), what, { today: TODAY, now: world.clock.now });
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  const books = await standing(world, org, customer);
  expect([books.balance, books.used.size]).toEqual([4000n, 0]);
});

test.each([
  [1_000_000_000_000n, true],
  [1_000_000_000_001n, false],
  [1n, true],
  [0n, false],
])('a payment of %s minor units is taken: %s', async (amount, taken) => {
  const org = await world.org();
  const customer = await world.customer(org);
  const outcome = await pay(world, org, payment(customer, amount)).then(
    (made) => made.fresh,
    (error: unknown) => !(error instanceof Invalid),
  );
  expect(outcome).toBe(taken);
});
