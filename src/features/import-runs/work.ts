import { atLocalTime, BadValue, type Moment } from '../../platform/values/index.ts';
import { importJobs, type JobRow } from '../jobs/index.ts';
import { importPayments, type PaymentRow } from '../payments/index.ts';
import { type Cells, paymentMethodWords, stepWords } from '../import-columns/index.ts';
import { rowImporter, shownValues } from './importer.ts';
import { numberShape, readCustomerRef } from './people.ts';

export const jobs = rowImporter<JobRow>({
  read: readJob,
  keys: ({ external_id, number }) => [
    ...(external_id === null ? [] : [{ field: 'external_id', key: external_id }]),
    ...(number === null ? [] : [{ field: 'number', key: number }]),
  ],
  apply: importJobs,
  shown: ({ customer, price_minor, ...job }) =>
    shownValues({ ...job, customer: customer.key ?? customer.name, price_minor }),
});

function readJob(cells: Cells): JobRow | null {
  const customer = readCustomerRef(cells);
  const description = cells.text('description');
  const title = cells.text('title') ?? firstLine(description);
  const step = cells.word('step', stepWords, 'not-a-step');
  const window = readWindow(cells);
  const completed = readInstant(cells, 'completed_at', cells.moment('completed_at'), null);
  const price_minor = cells.amount('price', cells.currency());
  if (customer === null) cells.refuse('customer', 'no-customer-named');
  if (title === null) cells.refuse('title', 'no-title');
  if (customer === null || title === null) return null;
  const steps = step ?? (completed === null ? null : 'completed');
  return {
    external_id: cells.text('external_id'),
    number: cells.number('number', numberShape),
    customer,
    site: cells.text('site'),
    title,
    description,
    internal_notes: cells.text('internal_notes'),
    step: steps,
    ...window,
    // A completed job without a day was completed when its window ended; the importing feature falls back on now.
    completed_at: steps === 'completed' ? (completed ?? window.ends_at) : null,
    customer_reference: cells.text('customer_reference'),
    price_minor,
    currency: price_minor === null ? null : cells.currency(),
    repeats: cells.text('repeats'),
    next_due_on: cells.day('next_due_on'),
    affected_first_name: cells.text('affected_first_name'),
    affected_last_name: cells.text('affected_last_name'),
    affected_email: cells.email('affected_email'),
    affected_phone: cells.phone('affected_phone'),
  };
}

function firstLine(text: string | null): string | null {
  const line = text?.split('\n', 1)[0]?.trim() ?? '';
  return line === '' ? null : [...line].slice(0, 200).join('');
}

/** How long a window is whose end the file doesn't say. */
const usualMinutes = 60;

/**
 * The arrival window: from a day with a time to another, an hour when the end is missing, and the whole day in the
 * business's time zone when no time is given.
 */
function readWindow(cells: Cells): { starts_at: Temporal.Instant | null; ends_at: Temporal.Instant | null } {
  const startMoment = cells.moment('starts_at');
  const endMoment = cells.moment('ends_at');
  const startTime = cells.time('start_time') ?? startMoment?.time ?? null;
  const endTime = cells.time('end_time') ?? endMoment?.time ?? null;
  if (startMoment === null) return { starts_at: null, ends_at: null };
  const starts_at = readInstant(cells, 'starts_at', startMoment, startTime);
  const zone = cells.layout.org.timeZone;
  if (starts_at === null) return { starts_at: null, ends_at: null };
  const lastDay = endMoment?.day ?? startMoment.day;
  const isWholeDay = startTime === null && endTime === null;
  const ends_at = isWholeDay
    ? lastDay.add({ days: 1 }).toZonedDateTime(zone).toInstant()
    : endTime === null
      ? starts_at.add({ minutes: usualMinutes })
      : readInstant(
          cells,
          endMoment === null ? 'end_time' : 'ends_at',
          { day: lastDay, time: endTime, instant: endMoment?.instant ?? null },
          endTime,
        );
  if (ends_at !== null && Temporal.Instant.compare(ends_at, starts_at) <= 0)
    cells.refuse(endMoment === null ? 'end_time' : 'ends_at', 'ends-before-it-starts');
  return { starts_at, ends_at };
}

/** A moment of the file as an instant: its own zone if it names one, else the business's. */
function readInstant(
  cells: Cells,
  field: string,
  moment: Moment | null,
  time: Temporal.PlainTime | null,
): Temporal.Instant | null {
  if (moment === null) return null;
  if (moment.instant !== null) return moment.instant;
  const found = atLocalTime(moment.day, time ?? moment.time ?? new Temporal.PlainTime(), cells.layout.org.timeZone);
  return found instanceof BadValue ? cells.refuse(field, found.reason, found.values) : found;
}

export const payments = rowImporter<PaymentRow>({
  read: readPayment,
  keys: ({ external_id }) => (external_id === null ? [] : [{ field: 'external_id', key: external_id }]),
  // Two payments may be alike in everything (two instalments on one day): the second is told from the first by its count.
  finish(row, seen) {
    if (row.external_id !== null) return row;
    const { customer, invoice, received_on, amount_minor, currency, method, reference } = row;
    const key = JSON.stringify([customer, invoice, received_on, amount_minor.toString(), currency, method, reference]);
    const occurrence = seen.get(key);
    seen.set(key, occurrence + 1);
    return { ...row, occurrence };
  },
  apply: importPayments,
  shown: ({ customer, occurrence: _occurrence, ...payment }) =>
    shownValues({ ...payment, customer: customer?.key ?? customer?.name }),
});

function readPayment(cells: Cells): PaymentRow | null {
  const customer = readCustomerRef(cells);
  const invoice = cells.text('invoice');
  const currency = cells.currency();
  const amount_minor = cells.amount('amount', currency);
  const received_on = cells.day('received_on');
  if (customer === null && invoice === null) cells.refuse('customer', 'no-customer-named');
  if (received_on === null && cells.raw('received_on') === '') cells.refuse('received_on', 'no-day');
  if (amount_minor === null && cells.raw('amount') === '') cells.refuse('amount', 'no-amount');
  if (amount_minor !== null && amount_minor <= 0n)
    cells.refuse('amount', amount_minor === 0n ? 'zero-payment' : 'negative-payment');
  const method = cells.word('method', paymentMethodWords, 'not-a-method');
  const rest = { method, reference: cells.text('reference'), note: cells.text('note') };
  if (amount_minor === null || received_on === null) return null;
  return {
    external_id: cells.text('external_id'),
    customer,
    invoice,
    received_on,
    amount_minor,
    currency,
    ...rest,
    occurrence: 0,
  };
}
