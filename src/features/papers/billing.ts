import { townLine } from '../../kernel/address.ts';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';

type Writer = StaffActor | SystemActor;

/** Whom a paper names. */
export interface Bill {
  readonly billing_name: string;
  readonly billing_address: string | null;
  readonly billing_vat_id: string | null;
}

/** A paper with whose it is, and what was frozen when it was issued. */
export interface Billed {
  readonly state: string;
  readonly customer_id: string;
  readonly customer_name: string;
  readonly billing_name: string | null;
  readonly billing_address: string | null;
  readonly billing_vat_id: string | null;
}

/** Whom a paper names: what was frozen when it was issued, of a draft what it would freeze now. */
export async function billOf(tx: Tx, actor: Writer, paper: Billed, org: { readonly country: string }): Promise<Bill> {
  if (paper.state === 'draft') return billingOf(tx, actor, paper.customer_id, org.country);
  const { billing_name, billing_address, billing_vat_id, customer_name } = paper;
  return { billing_name: billing_name ?? customer_name, billing_address, billing_vat_id };
}

/** Name, address and VAT ID as a paper issued now keeps them from now on. `lock`: they stay so until the transaction ends. */
export async function billingOf(
  tx: Tx,
  actor: Writer,
  customerId: string,
  country: string,
  { lock = false } = {},
): Promise<Bill> {
  const customer = await tx
    .selectFrom('customers')
    .select([
      'name',
      'billing_name',
      'billing_address',
      'vat_id',
      'line1',
      'line2',
      'postcode',
      'city',
      'region',
      'country',
    ])
    .where('org_id', '=', actor.orgId)
    .where('id', '=', customerId)
    .$if(lock, (query) => query.forShare())
    .executeTakeFirst();
  if (!customer) throw new NotFound();
  return {
    billing_name: customer.billing_name ?? customer.name,
    billing_address: billingAddress(customer, country),
    billing_vat_id: customer.vat_id,
  };
}

type Addressed = Readonly<
  Record<'billing_address' | 'line1' | 'line2' | 'postcode' | 'city' | 'region' | 'country', string | null>
>;

/**
 * The billing address, else the customer's own, one line each; null when there is none. At most 500 characters.
 * @param home the org's country; another one is named
 */
export function billingAddress(customer: Addressed, home: string): string | null {
  if (customer.billing_address !== null) return customer.billing_address;
  const { line1, line2, region, country } = customer;
  const abroad = country !== null && country !== home ? country : null;
  const lines = [line1, line2, townLine(customer, home), region, abroad];
  const shown = lines.filter((line) => line !== null && line !== '');
  return shown.length === 0 ? null : [...shown.join('\n')].slice(0, 500).join('');
}
