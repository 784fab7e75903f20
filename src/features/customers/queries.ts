import type { StaffActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { isNumber } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Customer } from './customer.ts';

/** The customer of a number. @throws NotFound */
export async function findCustomer(tx: Tx, actor: StaffActor, number: string): Promise<Customer> {
  return one(tx, actor, number, false);
}

/** The same, its row locked until the transaction ends. */
export async function lockCustomerByNumber(tx: Tx, actor: StaffActor, number: string): Promise<Customer> {
  return one(tx, actor, number, true);
}

async function one(tx: Tx, actor: StaffActor, number: string, lock: boolean): Promise<Customer> {
  if (!isNumber(number)) throw new NotFound();
  const row = await tx
    .selectFrom('customers')
    .selectAll()
    .where('org_id', '=', actor.orgId)
    .where('number', '=', number)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}
