// What the office's views are given: types only, so that no view comes near a query.
import type { Money } from '../../kernel/money.ts';
import type { Children, FieldProblem, OfficeFrame } from '../../ui/index.ts';
import type { OpenInvoice } from '../invoices/index.ts';
import type { Split } from './payment.ts';
import type { CreditLeft, InvoicePaid, PaymentRecord, Refund } from './queries.ts';

export type { ListPage } from '../../platform/db/index.ts';
export type { OpenInvoice } from '../invoices/index.ts';
export type { InvoicePaid, PaymentListed, PaymentRecord, Refund } from './queries.ts';

/** How an amount would be used now: worked out on request, before anything is written. */
export interface Preview {
  readonly split: Split;
  readonly left: Money;
}

/** The part of a form that says what money pays. */
export interface SplitProps {
  readonly invoices: readonly OpenInvoice[];
  readonly currency: string;
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly preview: Preview | null;
}

export interface PaymentFormProps extends SplitProps {
  readonly frame: OfficeFrame;
  readonly customer: { readonly name: string; readonly number: string };
  /** More than one only when the customer has open invoices in others than the org's. */
  readonly currencies: readonly string[];
  readonly today: Temporal.PlainDate;
  readonly side: Children;
}

interface CreditProps {
  readonly frame: OfficeFrame;
  readonly credit: CreditLeft;
  readonly action: string;
  /** The payment or credit note it is left of. */
  readonly backHref: string;
}

export interface CreditFormProps extends SplitProps, CreditProps {}

export interface RefundFormProps extends CreditProps {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly today: Temporal.PlainDate;
}

export interface PaymentPageProps {
  readonly frame: OfficeFrame;
  readonly payment: PaymentRecord;
  readonly paid: readonly InvoicePaid[];
  /** What of it was paid out again. */
  readonly refunds: readonly Refund[];
  readonly history: readonly { readonly id: string; readonly at: Temporal.Instant; readonly text: string }[];
  readonly mayWrite: boolean;
}
