import type { FormReader, TypedForm } from '../../platform/http/index.ts';
import { BadValue, quoted, typedAmount, typedDay } from '../../platform/values/index.ts';
import { isMethod } from './payment.ts';
import { readUse } from '../allocations/index.ts';
import type { NewPayment } from './record-payment.ts';
import type { NewRefund } from './record-refund.ts';

interface About {
  readonly customerId: string;
  readonly currency: string;
  readonly invoiceIds: readonly string[];
}

/** The payment in a form. What is wrong is noted in `reader`; call its `done()` before using it. */
export function readPayment(form: TypedForm, reader: FormReader, about: About): NewPayment {
  const { customerId, currency, invoiceIds } = about;
  const { day, ...rest } = readMoney(form, reader, currency);
  return {
    ...rest,
    customerId,
    received_on: day,
    currency,
    split: readUse(form, reader, invoiceIds, currency),
  };
}

/** Money that went back, in a form. */
export function readRefund(form: TypedForm, reader: FormReader, currency: string): NewRefund {
  const { day, ...rest } = readMoney(form, reader, currency);
  return { ...rest, paid_on: day };
}

function readMoney(form: TypedForm, reader: FormReader, currency: string) {
  const method = form.text('method');
  if (!isMethod(method)) reader.problem('method', 'payments.error-method');
  const key = form.text('key');
  if (key.length < 8 || key.length > 100) reader.problem('amount', 'payments.error-key');
  return {
    day: readDay(form, reader),
    amount_minor: readAmount(form, reader, currency),
    method: isMethod(method) ? method : ('other' as const),
    reference: reader.text('reference', { most: 100 }),
    note: reader.text('note', { most: 1000, lines: true }),
    idempotency_key: key,
  };
}

const NO_DAY = Temporal.PlainDate.from('1970-01-01');

function readDay(form: TypedForm, reader: FormReader): Temporal.PlainDate {
  const text = form.text('received_on');
  const day = typedDay(text);
  if (!(day instanceof BadValue)) return day;
  reader.problem('received_on', 'payments.error-day', { value: quoted(text) });
  return NO_DAY;
}

function readAmount(form: TypedForm, reader: FormReader, currency: string): bigint {
  const text = form.text('amount');
  const minor = text === '' ? 0n : typedAmount(text, currency);
  if (minor instanceof BadValue) reader.problem('amount', 'payments.error-amount-typed', { value: quoted(text) });
  else if (minor <= 0n) reader.problem('amount', 'payments.error-amount');
  return minor instanceof BadValue ? 0n : minor;
}
