import type { FormReader, TypedForm } from '../../platform/http/index.ts';
import { BadValue, quoted, typedAmount } from '../../platform/values/index.ts';
import type { Split } from './split.ts';

/** The name of an invoice's field in the form. */
export function partField(invoiceId: string): string {
  return `part_${invoiceId}`;
}

/** The amounts typed beside invoices. What is wrong is noted in `reader`. Empty and nothing count as not chosen. */
export function readSplit(form: TypedForm, reader: FormReader, invoiceIds: readonly string[], currency: string): Split {
  return invoiceIds.flatMap((invoiceId) => {
    const field = partField(invoiceId);
    const text = form.text(field);
    if (text === '') return [];
    const amount_minor = typedAmount(text, currency);
    if (amount_minor instanceof BadValue || amount_minor < 0n) {
      reader.problem(field, 'payments.error-part', { value: quoted(text) });
      return [];
    }
    return amount_minor === 0n ? [] : [{ invoiceId, amount_minor }];
  });
}

/** Whether amounts were chosen by hand; else the longest due comes first. */
export function isChosen(form: TypedForm): boolean {
  return form.text('split') === 'chosen';
}

/** The amounts chosen by hand, or null for the longest due first. Amounts typed beside that choice would be passed over. */
export function readUse(
  form: TypedForm,
  reader: FormReader,
  invoiceIds: readonly string[],
  currency: string,
): Split | null {
  if (isChosen(form)) return readSplit(form, reader, invoiceIds, currency);
  if (invoiceIds.some((invoiceId) => form.text(partField(invoiceId)) !== ''))
    reader.problem('split', 'payments.error-passed-over');
  return null;
}
