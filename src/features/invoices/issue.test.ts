import { expect, test } from 'vitest';
import { issuedInvoice } from '../../../test/books.ts';
import { openWorld } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import { issueInvoice } from './issue-invoice.ts';

const world = await openWorld();
const now = world.clock.now;

test('twenty invoices issued at once have twenty numbers without a gap', async () => {
  const org = await world.org();
  const customer = await world.customer(org);
  const ids = await Promise.all(Array.from({ length: 20 }, () => issuedInvoice(world, org, customer, 100n)));
  const numbers = await world.as(org.id, (tx) =>
    tx.selectFrom('invoices').select('number').where('org_id', '=', org.id).where('id', 'in', ids).execute(),
  );
  const sorted = numbers.map((row) => Number(row.number)).toSorted((a, b) => a - b);
  expect(sorted).toEqual(Array.from({ length: 20 }, (_, at) => 1001 + at));
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
