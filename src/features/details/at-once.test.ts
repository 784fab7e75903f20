import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Answer } from '../../../test/browser.ts';
import { openWorld, type Customer, type Org } from '../../../test/world.ts';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { issueInvoice } from '../invoices/index.ts';

const world = await openWorld();

async function atHome() {
  const org = await world.org();
  const customer = await world.customer(org, { vat_id: 'GB980780684' });
  const visitor = await world.signInContact(org, await world.contact(customer));
  const stored = () =>
    world
      .rows<{ vat_id: string | null }>(org, `select vat_id from customers where id = '${customer.id}'`)
      .then(([row]) => row);
  return { org, customer, visitor, path: `/${org.slug}/details/address`, stored };
}

/** Until another transaction waits for this one. Locks are read as they are; activity only as it was at first asking. */
function somebodyWaits(tx: Tx): Promise<void> {
  const waiting = sql`select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`;
  return expect.poll(async () => (await waiting.execute(tx)).rows.length, { timeout: 15_000 }).toBeGreaterThan(0);
}

/** A draft of one line. */
async function draftFor(org: Org, customer: Customer): Promise<string> {
  const draft = await world.invoice(customer, { state: 'draft', number: null, issued_on: null, due_on: null });
  const line = { position: 1, description: 'Work', unit_price_minor: 4000n, amount_minor: 4000n, tax_rate_bp: 0 };
  await world.as(org.id, (tx) =>
    tx
      .insertInto('invoice_lines')
      .values({ org_id: org.id, invoice_id: draft.id, ...line })
      .execute(),
  );
  return draft.id;
}

test('a change of the VAT number waits for an invoice that is being issued, and is then told that it carries the number', async () => {
  const { org, customer, visitor, path, stored } = await atHome();
  const { html } = await visitor.get(path);
  const seen = /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';
  const id = await draftFor(org, customer);
  let changed: Promise<Answer> | undefined;
  await world.as(org.id, async (tx) => {
    await issueInvoice(tx, system(org.id, 'test'), id, org, world.clock.now);
    changed = visitor.post(path, { vat_id: '', seen });
    await somebodyWaits(tx);
  });
  expect(await changed).toMatchObject({ status: 422 });
  expect(await stored()).toMatchObject({ vat_id: 'GB980780684' });
});

test('an invoice that is issued while the VAT number is being changed carries the new one', async () => {
  const { org, customer } = await atHome();
  const id = await draftFor(org, customer);
  let issued: Promise<unknown> | undefined;
  await world.as(org.id, async (tx) => {
    await tx
      .updateTable('customers')
      .set({ vat_id: 'DE136695976' })
      .where('org_id', '=', org.id)
      .where('id', '=', customer.id)
      .execute();
    issued = world.as(org.id, (other) => issueInvoice(other, system(org.id, 'test'), id, org, world.clock.now));
    await somebodyWaits(tx);
  });
  await issued;
  expect(await world.rows(org, `select billing_vat_id from invoices where id = '${id}'`)).toEqual([
    { billing_vat_id: 'DE136695976' },
  ]);
});
