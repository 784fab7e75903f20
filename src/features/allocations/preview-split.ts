import type { Problem } from '../../kernel/errors.ts';
import { money } from '../../kernel/money.ts';
import { FormReader, type TypedForm } from '../../platform/http/index.ts';
import { BadValue, typedAmount } from '../../platform/values/index.ts';
import type { OfficeFormVisit } from '../access/index.ts';
import type { OpenInvoice } from '../invoices/index.ts';
import { isChosen, readSplit } from './read-split.ts';
import { oldestFirst, splitRefusal, type Preview, type Split } from './split.ts';

/**
 * From an invoice's page the form begins with the same figure twice: as what arrived and as what that invoice gets. Who
 * lowers the first and leaves the second means the lower one.
 */
export function lowered<Chosen extends Split | null>(
  form: TypedForm,
  split: Chosen,
  amountMinor: bigint,
  currency: string,
) {
  const [only, ...others] = split ?? [];
  const begun = typedAmount(form.text('prefilled'), currency);
  if (only === undefined || others.length > 0 || only.amount_minor !== begun || amountMinor >= only.amount_minor)
    return split;
  return [{ ...only, amount_minor: amountMinor }];
}

const PART = /^part_([0-9a-f-]{36})$/;

/** The invoices the form has fields for; one that was paid meanwhile must be told, not dropped. */
export function partIds(values: Readonly<Record<string, string>>): string[] {
  return Object.keys(values).flatMap((name) => PART.exec(name)?.[1] ?? []);
}

/** How the typed amount would be used now, or what is wrong with it. */
export function previewOf(
  { form }: OfficeFormVisit,
  open: readonly OpenInvoice[],
  currency: string,
  fixedMinor?: bigint,
): { preview?: Preview; problems?: readonly Problem[] } {
  const reader = new FormReader(form);
  const typed = fixedMinor ?? typedAmount(form.text('amount'), currency);
  if (typed instanceof BadValue || typed <= 0n)
    return { problems: [{ field: 'amount', key: 'payments.error-amount' }] };
  const waiting = open.filter((invoice) => invoice.currency === currency);
  const split = isChosen(form)
    ? lowered(form, readSplit(form, reader, partIds(form.values), currency), typed, currency)
    : oldestFirst(typed, waiting);
  const refusal = splitRefusal(split, typed, waiting);
  if (refusal !== null) {
    const field = 'invoiceId' in refusal ? `part_${refusal.invoiceId}` : 'amount';
    return { problems: [{ field, key: refusal.reason }] };
  }
  const used = split.reduce((sum, part) => sum + part.amount_minor, 0n);
  return { preview: { split, left: money(typed - used, currency) } };
}
