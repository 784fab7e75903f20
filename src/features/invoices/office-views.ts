// What the office's views are given: types only, so that no view comes near a query.
import type { Children, FieldProblem, OfficeFrame } from '../../ui/index.ts';
import type { DraftValues } from './office-draft.ts';
import type { TaxRate } from '../tax-rates/index.ts';

export type { ListPage } from '../../platform/db/index.ts';
export type { InvoiceListed, InvoiceRecord, ListState, PaymentOfInvoice } from './queries.ts';

export interface DraftFormProps {
  readonly frame: OfficeFrame;
  /** Null writes a new draft. */
  readonly id: string | null;
  readonly customer: { readonly name: string; readonly number: string };
  readonly currency: string;
  readonly termsDays: number;
  readonly rates: readonly TaxRate[];
  readonly values: DraftValues;
  readonly problems: readonly FieldProblem[];
  readonly side: Children;
}
