import { Invalid, refuse, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { FORM_KEY, FormReader, idFromForm, newFormKey } from '../../platform/http/index.ts';
import { amountText } from '../../platform/values/index.ts';
import { problemTexts } from '../../ui/index.ts';
import type { OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { customerBalance } from '../ledger/index.ts';
import { customerByNumber, pickCustomer, type Picked, CustomerSide } from '../picking/index.ts';
import { changeRefusal, findInvoice, createDraft, saveDraft } from '../invoices/index.ts';
import { changedRows, usualRate, withSpareRows, type DraftValues } from './line-rows.ts';
import { jobOfCustomer, lastPricing, valuesOfDraft } from './invoice-values.ts';
import { InvoiceFormPage } from './invoice-form.page.tsx';
import { currentTaxRates, type TaxRate } from '../tax-rates/index.ts';
import { readDraft } from './read-invoice.ts';
import { typedLines } from './typed-lines.ts';

/** The form of a new draft, with the job's work on it when it comes from a job. */
export async function drawNewInvoice(visit: OfficeVisit): Promise<Response> {
  const picked = await pickCustomer(visit, visit.t('invoices.new'));
  if (picked instanceof Response) return picked;
  const { actor, org, now } = visit;
  const number = visit.c.req.query('job') ?? '';
  const { rates, pricing, job } = await visit.read(async (tx) => {
    const [all, last, found] = await Promise.all([
      currentTaxRates(tx, actor),
      lastPricing(tx, actor),
      number === '' ? undefined : jobOfCustomer(tx, actor, picked.id, number),
    ]);
    return { rates: all, pricing: last, job: found };
  });
  const rate = usualRate(rates);
  const price =
    job && job.price_minor !== null && job.currency === org.currency ? amountText(job.price_minor, org.currency) : '';
  const lines = job ? [{ what: job.title, qty: '1', unit: '', price, rate }] : [];
  const today = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
  const fields = {
    issued_on: today.toString(),
    due_on: today.add({ days: org.payment_terms_days }).toString(),
    reference: job?.customer_reference ?? '',
    job: job?.number ?? '',
    note: '',
    prices: pricing,
    [FORM_KEY]: newFormKey(),
  };
  return drawForm(visit, {
    id: null,
    customer: picked,
    currency: org.currency,
    rates,
    values: { fields, lines: withSpareRows(lines, rate) },
  });
}

export async function editInvoice(visit: OfficeVisit, id: string): Promise<Response> {
  const { invoice, rates } = await visit.read(async (tx) => {
    const [found, all] = await Promise.all([findInvoice(tx, visit.actor, id), currentTaxRates(tx, visit.actor)]);
    return { invoice: found, rates: all };
  });
  refuse(changeRefusal(invoice));
  const { fields, lines } = valuesOfDraft(invoice);
  const customer = { id: invoice.customer_id, name: invoice.customer_name, number: invoice.customer_number };
  const { currency } = invoice;
  return drawForm(visit, {
    id,
    customer,
    currency,
    rates,
    values: { fields, lines: withSpareRows(lines, usualRate(rates)) },
  });
}

/**
 * What the form of a draft sends: to be saved, or to be drawn again with a line more, a line less or its total worked
 * out, without anything being written.
 */
export async function saveInvoiceForm(visit: OfficeFormVisit, id: string | null): Promise<Response> {
  const { form, actor, org, now } = visit;
  const { customer, rates, job, currency } = await visit.read(async (tx) => {
    const stored = id === null ? null : await findInvoice(tx, actor, id);
    if (stored) refuse(changeRefusal(stored));
    const found = await customerByNumber(tx, actor, stored?.customer_number ?? form.text('customer'));
    const number = form.text('job');
    const [all, named] = await Promise.all([
      currentTaxRates(tx, actor),
      number === '' ? undefined : jobOfCustomer(tx, actor, found.id, number),
    ]);
    return { customer: found, rates: all, job: named, currency: stored?.currency ?? org.currency };
  });
  const rate = usualRate(rates);
  const pressed = form.text('press');
  const draw = (lines: DraftValues['lines'], problems: readonly Problem[] = []) =>
    drawForm(visit, { id, customer, currency, rates, values: { fields: form.values, lines }, problems });
  if (pressed !== '' && pressed !== 'save') return draw(changedRows(typedLines(form), pressed, rate));
  try {
    const reader = new FormReader(form);
    const { payment_terms_days } = org;
    const about = {
      customerId: customer.id,
      jobId: job?.id ?? null,
      currency,
      payment_terms_days,
      locale: visit.locale,
    };
    const draft = readDraft(form, reader, about);
    if (form.text('job') !== '' && !job) reader.problem('job', 'invoices.error-job');
    reader.done();
    const saved = await visit.write(async (tx) => {
      if (id === null) return createDraft(tx, actor, draft, { now, id: idFromForm(form) });
      await saveDraft(tx, actor, id, draft, now);
      return { id };
    });
    return visit.redirect(paths.office.invoice(saved.id), { key: 'invoices.said-saved' });
  } catch (error) {
    if (error instanceof Invalid) return draw(typedLines(form), error.problems);
    throw error;
  }
}

interface FormParts {
  readonly id: string | null;
  readonly customer: Pick<Picked, 'id' | 'name' | 'number'>;
  readonly currency: string;
  readonly rates: readonly TaxRate[];
  readonly values: DraftValues;
  readonly problems?: readonly Problem[];
}

async function drawForm(visit: OfficeVisit, { problems = [], ...parts }: FormParts): Promise<Response> {
  const { actor, org, t } = visit;
  const { customer, values } = parts;
  const balances = await visit.read((tx) => customerBalance(tx, actor, customer.id));
  return visit.page(
    <InvoiceFormPage
      {...parts}
      frame={visit.frame}
      termsDays={org.payment_terms_days}
      values={values.lines.length === 0 ? { ...values, lines: withSpareRows([], usualRate(parts.rates)) } : values}
      problems={problemTexts(problems, t)}
      side={<CustomerSide customer={customer} balances={balances} />}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
