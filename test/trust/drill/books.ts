import { withClient } from '../../../src/platform/db/connection.ts';
import type { House } from './house.ts';
import type { Deed } from './work.ts';

/** What is wrong after a drill, each as a sentence; empty when nothing is. */
export async function faultsIn(house: House, deeds: readonly Deed[]): Promise<string[]> {
  return await withClient(house.admin(), { name: 'drill' }, async (client) => {
    const counted = async (sql: string) =>
      new Map((await client.query<{ mark: string; count: number }>(sql)).rows.map(({ mark, count }) => [mark, count]));
    const found = {
      payment: await counted(
        `select reference as mark, count(*)::int from payments where reference like 'drill %' group by 1`,
      ),
      note: await counted(`select note as mark, count(*)::int from job_events where note like 'drill %' group by 1`),
      invoice: await counted(
        `select id::text as mark, 1 as count from invoices where note = 'drill' and state = 'issued'`,
      ),
    };
    const faults: string[] = [];
    for (const { kind, mark, acked } of deeds) {
      if (kind === 'mail') continue;
      const count = found[kind].get(mark) ?? 0;
      if (acked && count === 0) faults.push(`a ${kind} that was confirmed is lost`);
      if (count > 1) faults.push(`a ${kind} is there ${count} times`);
    }
    for (const [fault, sql] of rules) {
      const { rowCount } = await client.query(sql);
      if (rowCount !== 0) faults.push(`${fault} (${rowCount})`);
    }
    const mails = await client.query<{ id: string; state: string; maybe_sent: boolean }>(
      `select id::text, state, maybe_sent from deliveries where channel = 'email' and queued_at > now() - interval '2 hours'`,
    );
    const confirmed = deeds.filter(({ kind, acked }) => kind === 'mail' && acked).length;
    if (mails.rows.length < confirmed)
      faults.push(`${confirmed - mails.rows.length} mails that were confirmed are lost`);
    for (const { id, state, maybe_sent } of mails.rows) {
      const came = house.mails.get(id) ?? 0;
      if (state === 'sent' && came === 0) faults.push('a mail counts as sent and never came');
      if (came > 1 && !maybe_sent) faults.push(`a mail came ${came} times and nobody knows`);
      if (state === 'queued' && came > 0) faults.push('a mail came and counts as waiting');
    }
    return faults;
  });
}

/** Rows that must not be, whatever happened. */
const rules: readonly (readonly [string, string])[] = [
  [
    'transactions of the ledger that do not balance',
    `select transaction_id from ledger_entries group by org_id, transaction_id having sum(amount_minor) <> 0`,
  ],
  [
    'payments without their entries in the ledger',
    `select p.id from payments p where not exists (select from ledger_entries l where l.org_id = p.org_id and l.payment_id = p.id)`,
  ],
  [
    'issued invoices without their entries in the ledger',
    `select i.id from invoices i where i.note = 'drill' and i.state = 'issued' and not exists (select from ledger_entries l where l.org_id = i.org_id and l.invoice_id = i.id)`,
  ],
  [
    'numbers of invoices with a gap or twice',
    `select 1 from (select count(distinct number) as many, count(*) as all_of, max(number::bigint) - min(number::bigint) + 1 as span from invoices where note = 'drill' and state = 'issued') n where n.all_of > 0 and (n.many <> n.all_of or n.span <> n.all_of)`,
  ],
  [
    'payments given out twice',
    `select a.payment_id from allocations a join payments p on p.org_id = a.org_id and p.id = a.payment_id group by a.org_id, a.payment_id, p.amount_minor having sum(a.amount_minor) > p.amount_minor`,
  ],
  [
    'changes without their entry in the history',
    `select p.id from payments p where p.reference like 'drill %' and not exists (select from events e where e.org_id = p.org_id and e.subject_id = p.id and e.name = 'payment.recorded')`,
  ],
  [
    'mails that wait without a task',
    `select d.id from deliveries d where d.state = 'queued' and d.queued_at > now() - interval '2 hours' and not exists (select from graphile_worker._private_jobs j where j.payload ->> 'delivery_id' = d.id::text)`,
  ],
];

/** Waits until no mail is waiting that anybody is about to send. */
export async function mailsAreOut(house: House): Promise<boolean> {
  return await withClient(house.admin(), { name: 'drill' }, async (client) => {
    const { rowCount } = await client.query(
      `select from deliveries where channel = 'email' and state = 'queued' and due_at <= now() and queued_at > now() - interval '2 hours' limit 1`,
    );
    return rowCount === 0;
  });
}
