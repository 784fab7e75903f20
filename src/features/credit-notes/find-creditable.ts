import { sql } from 'kysely';
import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { timesQuantity } from '../../kernel/money.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Creditable } from './creditable.ts';

type Reader = StaffActor | SystemActor;

/** A line of an invoice with what of it can still be credited. */
export interface LineLeft {
  readonly id: string;
  readonly description: string;
  readonly unit: string | null;
  readonly quantity: string;
  readonly unit_price_minor: bigint;
  readonly tax_rate_bp: number;
  readonly left_minor: bigint;
}

/** What issued credit notes have left of an invoice. Lock the invoice first where it is to hold. */
export async function findCreditable(
  tx: Tx,
  actor: Reader,
  invoice: {
    readonly id: string;
    readonly prices_include_tax: boolean;
    readonly total_minor: bigint;
    readonly credited_minor: bigint;
  },
): Promise<Creditable & { readonly of: readonly LineLeft[] }> {
  const [lines, rates] = await Promise.all([
    sql<Omit<LineLeft, 'left_minor'> & { amount_minor: bigint; credited_minor: bigint; credited_quantity: string }>`
      select l.id, l.description, l.unit, l.quantity, l.unit_price_minor, l.tax_rate_bp, l.amount_minor,
        coalesce(sum(k.amount_minor), 0)::bigint as credited_minor,
        coalesce(sum(k.quantity) filter (where k.unit_price_minor = l.unit_price_minor), 0)::text as credited_quantity
      from invoice_lines l
      left join (select k.* from credit_note_lines k join credit_notes c on c.org_id = k.org_id and c.id = k.credit_note_id
        where c.org_id = ${actor.orgId} and c.invoice_id = ${invoice.id} and c.state = 'issued') k
        on k.org_id = l.org_id and k.invoice_line_id = l.id
      where l.org_id = ${actor.orgId} and l.invoice_id = ${invoice.id}
      group by l.id, l.description, l.unit, l.quantity, l.unit_price_minor, l.tax_rate_bp, l.amount_minor, l.position
      order by l.position`.execute(tx),
    sql<{ rate_bp: number; net_minor: bigint; tax_minor: bigint }>`
      select x.rate_bp, x.net_minor - coalesce(sum(k.net_minor), 0)::bigint as net_minor,
        x.tax_minor - coalesce(sum(k.tax_minor), 0)::bigint as tax_minor
      from invoice_taxes x
      left join (select k.* from credit_note_taxes k join credit_notes c on c.org_id = k.org_id and c.id = k.credit_note_id
        where c.org_id = ${actor.orgId} and c.invoice_id = ${invoice.id} and c.state = 'issued') k
        on k.org_id = x.org_id and k.rate_bp = x.rate_bp
      where x.org_id = ${actor.orgId} and x.invoice_id = ${invoice.id}
      group by x.rate_bp, x.net_minor, x.tax_minor order by x.rate_bp`.execute(tx),
  ]);
  const of = lines.rows.map(({ amount_minor, credited_minor, credited_quantity, ...line }): LineLeft => {
    const left_minor = amount_minor - credited_minor;
    return { ...line, left_minor, ...quantityLeft({ ...line, left_minor }, credited_quantity) };
  });
  return {
    prices_include_tax: invoice.prices_include_tax,
    of,
    lines: new Map(of.map((line) => [line.id, line.left_minor])),
    rates: rates.rows,
    total_minor: invoice.total_minor - invoice.credited_minor,
  };
}

/** What is left of a line as quantity × price where that comes out even, else as one piece of what is left. */
function quantityLeft(
  line: Pick<LineLeft, 'quantity' | 'unit' | 'unit_price_minor' | 'left_minor'>,
  creditedQuantity: string,
): Pick<LineLeft, 'quantity' | 'unit' | 'unit_price_minor'> {
  const left = inTenThousandths(line.quantity) - inTenThousandths(creditedQuantity);
  const quantity = `${left / 10_000n}.${String(left % 10_000n).padStart(4, '0')}`;
  if (left > 0n && timesQuantity(line.unit_price_minor, quantity) === line.left_minor)
    return { quantity, unit: line.unit, unit_price_minor: line.unit_price_minor };
  if (timesQuantity(line.unit_price_minor, line.quantity) === line.left_minor)
    return { quantity: line.quantity, unit: line.unit, unit_price_minor: line.unit_price_minor };
  return { quantity: '1', unit: null, unit_price_minor: line.left_minor };
}

/** A numeric(14, 4) as PostgreSQL prints it. */
function inTenThousandths(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0').slice(0, 4));
  return text.startsWith('-') ? -size : size;
}
