import { expect } from 'vitest';
import type { Org, World } from './world.ts';

/** An org with tax rates, a customer, and a member of staff at the desk. */
export async function shop(world: World) {
  const org = await world.org();
  const office = await world.signInStaff(org, await world.staff(org));
  const customer = await world.customer(org, {
    name: 'Hilltop Surgery',
    line1: 'Hilltop Lane',
    city: 'Saltmouth',
    postcode: 'SM4 2TR',
  });
  await world.as(org.id, (tx) =>
    tx
      .insertInto('tax_rates')
      .values([
        { org_id: org.id, name: 'Standard', rate_bp: 2000, is_default: true },
        { org_id: org.id, name: 'Reduced', rate_bp: 500 },
      ])
      .execute(),
  );
  return { org, office, customer };
}
export type Shop = Awaited<ReturnType<typeof shop>>;

export const lines = {
  'what[]': ['Windows', 'Sign over the door', ''],
  'qty[]': ['1', '2', '1'],
  'unit[]': ['', 'pcs', ''],
  'price[]': ['64.00', '4.50', ''],
  'rate[]': ['2000', '500', '2000'],
};

/** Saves the form of a draft; gives its address. */
export async function draft(
  { office, customer }: Shop,
  given: Record<string, string | string[]> = {},
): Promise<string> {
  const fields = { customer: customer.number, prices: 'before', press: 'save', ...lines, ...given };
  const answer = await office.post('/office/invoices', fields);
  expect(answer.status).toBe(303);
  return answer.location;
}

export const invoicesOf = (world: World, org: Org) =>
  world.as(org.id, (tx) =>
    tx.selectFrom('invoices').selectAll().where('org_id', '=', org.id).orderBy('number').execute(),
  );
export const ledgerOf = (world: World, org: Org) =>
  world.as(org.id, (tx) =>
    tx
      .selectFrom('ledger_entries')
      .select(['account', 'amount_minor', 'booked_on'])
      .where('org_id', '=', org.id)
      .orderBy('created_at')
      .orderBy('amount_minor', 'desc')
      .execute(),
  );
