import { expect, test } from 'vitest';
import { booksOf, noteIn, someBooks } from '../../../test/books.ts';
import { openWorld } from '../../../test/world.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';

const world = await openWorld();

test('a credit note settles what is open of its invoice, and the rest is credit for others', async () => {
  const books = await someBooks(world);
  const first = await books.invoice(10_000n);
  await books.pay(7000n);
  const id = await books.credit(first, 6000n);
  expect(await books.balance()).toBe(-3000n);
  expect(await noteIn(books, id)).toMatchObject({ used: 3000n, kept: 3000n });
  const second = await books.invoice(2000n);
  await books.use('credit_note', id, 3000n);
  const { invoices } = await books.kept();
  expect(invoices.map((one) => [one.id, one.kept_paid, one.kept_credited])).toEqual([
    [first, 10_000n, 6000n],
    [second, 2000n, 0n],
  ]);
  expect((await noteIn(books, id))?.used).toBe(5000n);
});

test('twenty credit notes issued at once never take back more than the invoice has', async () => {
  const books = await someBooks(world);
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
  const books = booksOf(world, org, await world.customer(org));
  const drafts = await Promise.all(Array.from({ length: 8 }, () => books.draftNote(null, 100n)));
  const answers = await Promise.all(drafts.map((draft) => books.issue(draft.id)));
  const numbers = answers.map((answer) => answer.number).toSorted();
  expect(numbers).toEqual(Array.from({ length: 8 }, (_, at) => `CN-${1001 + at}`));
  const again = await books.issue(drafts[0]?.id ?? '');
  expect(again).toMatchObject({ fresh: false, number: answers[0]?.number });
});

test('what came back to a credited invoice is settled by its credit note before anything is owed', async () => {
  const books = await someBooks(world);
  const invoice = await books.invoice(4000n);
  const payment = await books.pay(4000n);
  const id = await books.credit(invoice, 4000n);
  expect(await noteIn(books, id)).toMatchObject({ used: 0n });
  await books.takeBack(payment);
  expect(await noteIn(books, id)).toMatchObject({ used: 4000n });
  expect(await books.balance()).toBe(0n);
});

test('a credit note is made void only while nothing of it is used elsewhere; its invoice then waits again', async () => {
  const books = await someBooks(world);
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
  const books = await someBooks(world);
  const invoice = await books.invoice(4000n);
  await books.credit(invoice, 1000n);
  await expect(books.voidInvoice(invoice)).rejects.toThrow(Refused);
});

test('a refund takes what is left, once however often the form is sent, and never more', async () => {
  const books = await someBooks(world);
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
  const books = booksOf(world, org, await world.customer(org));
  const invoice = await books.invoice(1000n);
  const id = await books.credit(invoice, 500n);
  const gone = await world.as(org.id, (tx) => tx.deleteFrom('credit_notes').where('id', '=', id).executeTakeFirst());
  expect(gone.numDeletedRows).toBe(0n);
  const written = world.as(org.id, (tx) =>
    tx.updateTable('invoices').set({ paid_minor: 900n }).where('id', '=', invoice).execute(),
  );
  await expect(written).rejects.toThrow(/follows from its allocations/);
});
