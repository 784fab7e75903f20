import { Invalid, type Problem } from '../../kernel/errors.ts';
import { money } from '../../kernel/money.ts';
import { paths } from '../../kernel/paths.ts';
import { newSecret } from '../../platform/crypto/index.ts';
import { FormReader } from '../../platform/http/index.ts';
import { amountText } from '../../platform/values/index.ts';
import { formatMoney, problemTexts } from '../../ui/index.ts';
import { todayAt, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { CustomerSide, customerByNumber, pickCustomer, type Picked } from '../picking/index.ts';
import { openInvoices, type OpenInvoice } from '../invoices/index.ts';
import { customerBalance, type Balance } from '../ledger/index.ts';
import { PaymentFormPage } from './payment-form.page.tsx';
import { type Preview, lowered, partIds, previewOf } from '../allocations/index.ts';
import { readPayment } from './read-payment.ts';
import { recordPayment } from './record-payment.ts';

interface Owing {
  readonly customer: Pick<Picked, 'id' | 'name' | 'number'>;
  readonly open: readonly OpenInvoice[];
  readonly balances: readonly Balance[];
}

async function owingOf(visit: OfficeVisit, customer: Owing['customer']): Promise<Owing> {
  const [open, balances] = await visit.read((tx) =>
    Promise.all([openInvoices(tx, visit.actor, customer.id), customerBalance(tx, visit.actor, customer.id)]),
  );
  return { customer, open, balances };
}

/** The form of a new payment. From an invoice's page it begins with what that invoice still needs. */
export async function drawNew(visit: OfficeVisit): Promise<Response> {
  const picked = await pickCustomer(visit, visit.t('payments.new'));
  if (picked instanceof Response) return picked;
  const owing = await owingOf(visit, picked);
  const asked = owing.open.find((invoice) => invoice.id === visit.c.req.query('invoice'));
  const currency = asked?.currency ?? visit.org.currency;
  const values: Record<string, string> = {
    key: newSecret(),
    received_on: todayAt(visit).toString(),
    method: 'transfer',
    split: asked ? 'chosen' : 'oldest',
  };
  if (asked) {
    values['amount'] = amountText(asked.due_minor, currency);
    values[`part_${asked.id}`] = values['amount'];
    values['prefilled'] = values['amount'];
  }
  return drawForm(visit, owing, { currency, values });
}

interface Drawn {
  readonly currency: string;
  readonly values: Readonly<Record<string, string>>;
  readonly problems?: readonly Problem[];
  readonly preview?: Preview | null;
}

function drawForm(visit: OfficeVisit, owing: Owing, { currency, values, problems = [], preview }: Drawn): Response {
  const { customer, open, balances } = owing;
  return visit.page(
    <PaymentFormPage
      frame={visit.frame}
      customer={customer}
      invoices={open.filter((invoice) => invoice.currency === currency)}
      currency={currency}
      currencies={currenciesOf(visit, open)}
      values={values}
      problems={problemTexts(problems, visit.t)}
      preview={preview ?? null}
      today={todayAt(visit)}
      side={<CustomerSide customer={customer} balances={balances} />}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

function currenciesOf({ org }: OfficeVisit, open: readonly OpenInvoice[]): string[] {
  return [...new Set([org.currency, ...open.map((invoice) => invoice.currency)])];
}

/** Records what the form says, or draws it again with a preview or with what is wrong. */
export async function recordForm(visit: OfficeFormVisit): Promise<Response> {
  const { form, actor, org, now } = visit;
  const customer = await visit.read((tx) => customerByNumber(tx, actor, form.text('customer')));
  const owing = await owingOf(visit, customer);
  const currency = currenciesOf(visit, owing.open).find((one) => one === form.text('currency')) ?? org.currency;
  const { values } = form;
  if (form.text('press') === 'preview')
    return drawForm(visit, owing, { currency, values, ...previewOf(visit, owing.open, currency) });
  try {
    const reader = new FormReader(form);
    const invoiceIds = partIds(values);
    const payment = readPayment(form, reader, { customerId: customer.id, currency, invoiceIds });
    reader.done();
    const asked = { ...payment, split: lowered(form, payment.split, payment.amount_minor, currency) };
    const made = await visit.write((tx) => recordPayment(tx, actor, asked, { today: todayAt(visit), now }));
    return visit.redirect(paths.office.payment(made.id), {
      key: made.fresh ? 'payments.said-recorded' : 'payments.said-recorded-already',
      values: { amount: formatMoney(money(payment.amount_minor, currency), visit.locale) },
      tone: made.fresh ? 'good' : 'info',
    });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return drawForm(visit, await owingOf(visit, customer), { currency, values, problems: error.problems });
  }
}
