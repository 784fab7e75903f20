/** What must hold in the books that no constraint of a table can say: triggers hold it while rows are written one by one. */
export const restoreRules = [
  {
    name: 'each transaction of the ledger comes to nothing',
    sql: `select transaction_id as found from ledger_entries group by org_id, transaction_id having sum(amount_minor) <> 0 limit 1`,
  },
  {
    name: 'no invoice is paid with more than it comes to',
    sql: `select a.invoice_id as found from allocations a join invoices i on i.org_id = a.org_id and i.id = a.invoice_id
           group by a.org_id, a.invoice_id, i.total_minor having sum(a.amount_minor) not between 0 and greatest(i.total_minor, 0) limit 1`,
  },
  {
    name: 'no payment is given out twice',
    sql: `select a.payment_id as found from allocations a join payments p on p.org_id = a.org_id and p.id = a.payment_id
           group by a.org_id, a.payment_id, p.amount_minor having sum(a.amount_minor) not between 0 and p.amount_minor limit 1`,
  },
] as const;
