import type { StaffActor } from '../../kernel/actor.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/db/index.ts';
import { record } from '../audit/index.ts';
import { changeContact, contactsOf, createContact } from '../contacts/index.ts';
import { changesBetween, writeChanges } from '../detail-history/index.ts';
import { holdSeries, takeNumbers } from '../numbering/index.ts';
import { CUSTOMER_FIELDS, type Customer, type CustomerForm } from './customer.ts';

/**
 * Adds a customer with its main contact. Without a number it gets the next of the series, whose row stays locked until
 * the transaction ends: no two get the same, and none is left out when this is rolled back. With an `id`, the customer of
 * that id when it was made before: a form that is sent twice makes one.
 * @throws Invalid when a number was given that another customer has, in whatever case it is written
 */
export async function createCustomer(
  tx: Tx,
  actor: StaffActor,
  form: CustomerForm,
  { now, id = null }: { now: Temporal.Instant; id?: string | null },
): Promise<Customer> {
  const made = id === null ? undefined : await customerMadeBefore(tx, actor, id);
  if (made) return made;
  const customer =
    form.number === null
      ? await insertNumbered(tx, actor, form, { now, id })
      : await insertAs(tx, actor, form, form.number, { now, id });
  if (customer === null) throw takenNumber(form.number ?? '');
  await createContact(tx, actor, customer.id, form.contact, { isMain: true, now });
  await tell(tx, actor, 'customer.created', customer, now, { number: customer.number });
  return customer;
}

/** Holds the numbers until the transaction ends, so that the second of two copies waits here for the first. */
async function customerMadeBefore(tx: Tx, actor: StaffActor, id: string): Promise<Customer | undefined> {
  await holdSeries(tx, actor.orgId, 'customer');
  return tx
    .selectFrom('customers')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** So many numbers in a row may have been given by hand before the series is set wrongly. */
const MOST_TAKEN = 10_000;

interface Made {
  readonly now: Temporal.Instant;
  readonly id: string | null;
}

/** Passes over numbers that were given by hand or brought in. */
async function insertNumbered(tx: Tx, actor: StaffActor, form: CustomerForm, made: Made): Promise<Customer | null> {
  for (let tries = 0; tries < MOST_TAKEN; tries++) {
    const [number = ''] = await takeNumbers(tx, actor.orgId, 'customer', 1);
    const customer = await insertAs(tx, actor, form, number, made);
    if (customer !== null) return customer;
  }
  throw new Invalid([{ field: 'number', key: 'customers.problem-series' }]);
}

/** Null when the number is taken. */
async function insertAs(
  tx: Tx,
  actor: StaffActor,
  form: CustomerForm,
  number: string,
  { now, id }: Made,
): Promise<Customer | null> {
  const row = await tx
    .insertInto('customers')
    .values({
      ...(id === null ? {} : { id }),
      org_id: actor.orgId,
      number,
      ...form.customer,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

const HISTORY_FIELDS = ['number', ...CUSTOMER_FIELDS] as const;

/** Changes a customer that the caller has locked, and its main contact. @throws Invalid when the number is taken */
export async function changeCustomer(
  tx: Tx,
  actor: StaffActor,
  customer: Customer,
  form: CustomerForm,
  now: Temporal.Instant,
): Promise<Customer> {
  const number = form.number ?? customer.number;
  const fields = CUSTOMER_FIELDS.filter((name) => customer[name] !== form.customer[name]);
  const changed = [...(number === customer.number ? [] : ['number']), ...fields];
  const after = changed.length === 0 ? customer : await update(tx, actor, customer, { ...form.customer, number }, now);
  if (changed.length > 0) {
    const of = { customerId: customer.id, contactId: null };
    const changes = changesBetween(customer, { ...form.customer, number }, HISTORY_FIELDS);
    await writeChanges(tx, actor, of, changes, now);
    await tell(tx, actor, 'customer.changed', customer, now, { fields: changed.join(',') });
  }
  const main = (await contactsOf(tx, actor, customer.id)).find((contact) => contact.is_main);
  if (main) await changeContact(tx, actor, main, { ...form.contact, language: main.language }, now);
  else await createContact(tx, actor, customer.id, form.contact, { isMain: true, now });
  return after;
}

async function update(
  tx: Tx,
  actor: StaffActor,
  customer: Customer,
  fields: CustomerForm['customer'] & { readonly number: string },
  now: Temporal.Instant,
): Promise<Customer> {
  try {
    return await tx
      .updateTable('customers')
      .set({ ...fields, updated_at: now })
      .where('org_id', '=', actor.orgId)
      .where('id', '=', customer.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  } catch (error) {
    if (isDuplicate(error)) throw takenNumber(fields.number);
    throw error;
  }
}

/** PostgreSQL's unique_violation. */
function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

function takenNumber(number: string): Invalid {
  return new Invalid([{ field: 'number', key: 'customers.problem-number-taken', values: { number } }]);
}

/** An event of a customer. */
export async function tell(
  tx: Tx,
  actor: StaffActor,
  event: `customer.${string}`,
  customer: Pick<Customer, 'id'>,
  now: Temporal.Instant,
  data: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await record(tx, actor, event, {
    now,
    customerId: customer.id,
    subject: { kind: 'customer', id: customer.id },
    data,
  });
}
