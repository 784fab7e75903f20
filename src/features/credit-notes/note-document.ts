import type { InvoiceDocument } from '../invoice-documents/index.ts';

type Said = Pick<
  InvoiceDocument,
  | 'number'
  | 'issued_on'
  | 'currency'
  | 'prices_include_tax'
  | 'net_minor'
  | 'tax_minor'
  | 'total_minor'
  | 'reason'
  | 'note'
  | 'lines'
  | 'taxes'
  | 'org'
  | 'customer'
  | 'locale'
> & {
  readonly state: string;
  readonly void_reason: string | null;
  readonly invoice_number: string | null;
  readonly invoice_issued_on: Temporal.PlainDate | null;
};

/** A credit note as it stands on paper. */
export function noteDocument({ invoice_number, invoice_issued_on, state, ...said }: Said): InvoiceDocument {
  return {
    ...said,
    kind: 'credit_note',
    state: state === 'void' || state === 'issued' ? state : 'draft',
    due_on: null,
    paid_minor: 0n,
    settled_by_credit_minor: 0n,
    credited_minor: 0n,
    customer_reference: null,
    job_number: null,
    corrects:
      invoice_number === null || invoice_issued_on === null
        ? null
        : { number: invoice_number, issued_on: invoice_issued_on },
  };
}
