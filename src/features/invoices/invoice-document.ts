import type { InvoiceDocument } from '../invoice-documents/index.ts';
import { settledByCredit } from './credits.ts';

type Said = Omit<InvoiceDocument, 'kind' | 'state' | 'settled_by_credit_minor' | 'corrects' | 'reason'> & {
  readonly state: string;
  readonly credits: Parameters<typeof settledByCredit>[0];
};

/** An invoice as it stands on paper. */
export function invoiceDocument({ state, credits, ...said }: Said): InvoiceDocument {
  return {
    ...said,
    kind: 'invoice',
    settled_by_credit_minor: settledByCredit(credits),
    corrects: null,
    reason: null,
    state: state === 'void' || state === 'issued' ? state : 'draft',
  };
}
