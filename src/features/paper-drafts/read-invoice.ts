import type { FormReader, TypedForm } from '../../platform/http/index.ts';
import { BadValue, quoted, typedDay } from '../../platform/values/index.ts';
import { formatDay } from '../../ui/format.ts';
import { MOST_LINES } from '../papers/index.ts';
import type { Draft } from '../invoices/index.ts';
import { isBlank, readLine, typedLines } from './typed-lines.ts';

interface About {
  readonly customerId: string;
  readonly jobId: string | null;
  readonly currency: string;
  readonly payment_terms_days: number;
  readonly locale: string;
}

/** The draft in a form. What is wrong is noted in `reader`; call its `done()` before using it. */
export function readDraft(form: TypedForm, reader: FormReader, about: About): Draft {
  const issued_on = readDayField(form, reader, 'issued_on');
  const due_on = readDayField(form, reader, 'due_on');
  checkDue(issued_on, due_on, reader, about);
  const typed = typedLines(form);
  if (typed.filter((line) => !isBlank(line)).length > MOST_LINES)
    reader.problem('lines', 'invoices.error-many-lines', { most: MOST_LINES });
  return {
    customerId: about.customerId,
    jobId: about.jobId,
    issued_on,
    due_on,
    currency: about.currency,
    prices_include_tax: form.text('prices') === 'with',
    customer_reference: reader.text('reference', { most: 100 }),
    note: reader.text('note', { most: 2000, lines: true }),
    lines: typed.flatMap((line, at) => (isBlank(line) ? [] : [readLine(line, at + 1, reader, about.currency)])),
  };
}

function readDayField(form: TypedForm, reader: FormReader, field: string): Temporal.PlainDate | null {
  const text = form.text(field);
  if (text === '') return null;
  const day = typedDay(text);
  if (!(day instanceof BadValue)) return day;
  reader.problem(field, 'invoices.error-day', { value: quoted(text) });
  return null;
}

function checkDue(
  issued_on: Temporal.PlainDate | null,
  due_on: Temporal.PlainDate | null,
  reader: FormReader,
  { payment_terms_days: days, locale }: About,
): void {
  if (issued_on === null || due_on === null || Temporal.PlainDate.compare(due_on, issued_on) >= 0) return;
  reader.problem('due_on', 'invoices.error-due', { days, day: formatDay(issued_on.add({ days }), locale, issued_on) });
}
