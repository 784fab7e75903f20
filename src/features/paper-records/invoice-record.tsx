import type { VNode } from 'preact';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { OfficeVisit } from '../access/index.ts';
import { eventWords, historyOf } from '../audit/index.ts';
import { LinkPanel, linkShownFor } from '../links/index.ts';
import { CustomersView, reachOf } from '../picking/index.ts';
import { issueRefusal, findInvoice, paymentsOf, type InvoiceRecord } from '../invoices/index.ts';
import { billOf } from '../papers/index.ts';
import { OfficeInvoicePage } from './invoice.page.tsx';

/** What another feature shows on an invoice's record. */
export type InvoicePart = (tx: Tx, visit: OfficeVisit, invoice: InvoiceRecord) => Promise<VNode | null>;

export async function drawInvoice(visit: OfficeVisit, parts: readonly InvoicePart[]): Promise<Response> {
  const { actor, org, now, services, t } = visit;
  const id = visit.c.req.param('id') ?? '';
  const { invoice, payments, bill, link, history, reach, drawn } = await visit.read(async (tx) => {
    const found = await findInvoice(tx, actor, id);
    const [paid, to, shown, happened, contact, others] = await Promise.all([
      paymentsOf(tx, actor, id),
      billOf(tx, actor, found, org),
      linkShownFor(tx, actor, services, { kind: 'invoice', customerId: found.customer_id, invoiceId: id }),
      historyOf(tx, actor, { subject: { kind: 'invoice', id } }),
      reachOf(tx, actor, found.customer_id),
      Promise.all(parts.map((part) => part(tx, visit, found))),
    ]);
    return { invoice: found, payments: paid, bill: to, link: shown, history: happened, reach: contact, drawn: others };
  });
  const today = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
  const stop = issueRefusal(invoice, invoice.lines.length, today);
  return visit.page(
    <OfficeInvoicePage
      frame={visit.frame}
      invoice={{ ...invoice, billing_vat_id: bill.billing_vat_id }}
      billTo={[bill.billing_name, ...(bill.billing_address ?? '').split('\n')].filter((line) => line.trim() !== '')}
      payments={payments}
      parts={drawn}
      history={history.map((entry) => ({ id: entry.id, at: entry.at, text: eventWords(entry, t) }))}
      mayWrite={visit.may('write')}
      mayVoid={visit.may('manage')}
      issueStop={stop === null ? null : t(stop)}
      customersView={
        invoice.number !== null && (
          <CustomersView number={invoice.customer_number} to={paths.portal.invoice(org.slug, invoice.number)} />
        )
      }
      linkPanel={
        invoice.state !== 'draft' && (
          <LinkPanel
            kind="invoice"
            subjectId={id}
            link={link}
            owner={invoice.customer_name}
            reach={reach}
            editHref={paths.office.customer(invoice.customer_number)}
            back={paths.office.invoice(id)}
            mayWrite={visit.may('write')}
          />
        )
      }
    />,
  );
}
