import { Invalid, NotFound, refuse, Refused, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import { FORM_KEY, FormReader, idFromForm, newFormKey, type TypedForm } from '../../platform/http/index.ts';
import { amountText, BadValue, quoted, typedDay } from '../../platform/values/index.ts';
import { formatMoney, problemTexts } from '../../ui/index.ts';
import type { OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { changedRows, previewOf, usualRate, withSpareRows } from './line-rows.ts';
import { CustomerSide, customerByNumber, pickCustomer } from '../picking/index.ts';
import { isBlank, readLine, typedLines, type LineTyped } from './typed-lines.ts';
import { isCreditable } from '../invoices/index.ts';
import { rateText } from '../papers/index.ts';
import { customerBalance } from '../ledger/index.ts';
import { currentTaxRates, type TaxRate } from '../tax-rates/index.ts';
import {
  noteChangeRefusal,
  creditTotals,
  type Creditable,
  findCreditable,
  type LineLeft,
  findNote,
  type NoteRecord,
  createNote,
  saveNote,
  type NoteDraft,
  type NoteLine,
} from '../credit-notes/index.ts';
import { NoteFormPage } from './note-form.page.tsx';

/** An invoice to be corrected, with what is left of it. */
interface Corrected {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly left: Creditable & { readonly of: readonly LineLeft[] };
  readonly customer: { readonly id: string; readonly name: string; readonly number: string };
}

interface FormParts {
  readonly id: string | null;
  readonly customer: Corrected['customer'];
  readonly invoice: Corrected | null;
  readonly currency: string;
  readonly rates: readonly TaxRate[];
  readonly fields: Readonly<Record<string, string>>;
  readonly lines: readonly LineTyped[];
  readonly problems?: readonly Problem[];
}

/** The form of a new credit note: of an invoice, with everything that is left of it, or of a customer. */
export async function drawNewNote(visit: OfficeVisit): Promise<Response> {
  const asked = visit.c.req.query('invoice');
  if (asked !== undefined) {
    const invoice = await correctedBy(visit, asked);
    const fields = { [FORM_KEY]: newFormKey(), prices: invoice.left.prices_include_tax ? 'with' : 'before' };
    const lines = linesLeft(invoice, visit);
    return drawForm(visit, { ...(await rest(visit, invoice)), id: null, fields, lines });
  }
  const picked = await pickCustomer(visit, visit.t('credits.new'));
  if (picked instanceof Response) return picked;
  const fields = { [FORM_KEY]: newFormKey(), prices: 'with' };
  return drawForm(visit, { ...(await rest(visit, null, picked)), id: null, fields, lines: [] });
}

async function correctedBy(visit: OfficeVisit, id: string): Promise<Corrected> {
  if (!isUuid(id)) throw new NotFound();
  const { actor } = visit;
  return visit.read(async (tx) => {
    const invoice = await tx
      .selectFrom('invoices as i')
      .innerJoin('customers as c', (on) => on.onRef('c.org_id', '=', 'i.org_id').onRef('c.id', '=', 'i.customer_id'))
      .select([
        'i.id',
        'i.number',
        'i.state',
        'i.currency',
        'i.prices_include_tax',
        'i.total_minor',
        'i.credited_minor',
      ])
      .select(['c.id as customer_id', 'c.name', 'c.number as customer_number'])
      .where('i.org_id', '=', actor.orgId)
      .where('i.id', '=', id)
      .executeTakeFirst();
    if (!invoice) throw new NotFound();
    if (invoice.number === null || !isCreditable(invoice)) throw new Refused('credits.refused-nothing-left');
    const left = await findCreditable(tx, actor, invoice);
    const customer = { id: invoice.customer_id, name: invoice.name, number: invoice.customer_number };
    return { id, number: invoice.number, currency: invoice.currency, left, customer };
  });
}

async function rest(visit: OfficeVisit, invoice: Corrected | null, customer = invoice?.customer) {
  if (!customer) throw new NotFound();
  const rates = await visit.read((tx) => currentTaxRates(tx, visit.actor));
  return { invoice, customer, rates, currency: invoice?.currency ?? visit.org.currency };
}

/** A row for each line that has something left; where lines of a rate no longer add up to what is left, one for the rest. */
function linesLeft({ left, number, currency }: Corrected, { t }: OfficeVisit): LineTyped[] {
  return left.rates.flatMap((rate) => {
    const of = left.of.filter((line) => line.tax_rate_bp === rate.rate_bp && line.left_minor !== 0n);
    const limit = left.prices_include_tax ? rate.net_minor + rate.tax_minor : rate.net_minor;
    if (of.reduce((sum, line) => sum + line.left_minor, 0n) === limit) return of.map((line) => typedOf(line, currency));
    if (limit === 0n) return [];
    const what = t('credits.rest-line', { number });
    return [{ what, qty: '1', unit: '', price: amountText(limit, currency), rate: String(rate.rate_bp), ref: '' }];
  });
}

function typedOf(
  line: Omit<LineLeft, 'id' | 'left_minor'> & { readonly id: string | null },
  currency: string,
): LineTyped {
  return {
    what: line.description,
    qty: line.quantity.replace(/\.?0+$/, '') || '0',
    unit: line.unit ?? '',
    price: amountText(line.unit_price_minor, currency),
    rate: String(line.tax_rate_bp),
    ref: line.id ?? '',
  };
}

export async function editNote(visit: OfficeVisit, id: string): Promise<Response> {
  const note = await visit.read((tx) => findNote(tx, visit.actor, id));
  refuse(noteChangeRefusal(note));
  const parts = await partsOf(visit, note);
  const fields = {
    issued_on: note.issued_on?.toString() ?? '',
    reason: note.reason ?? '',
    note: note.note ?? '',
    prices: note.prices_include_tax ? 'with' : 'before',
  };
  const lines = note.lines.map((line) => typedOf({ ...line, id: line.invoice_line_id }, note.currency));
  return drawForm(visit, { ...parts, id, fields, lines });
}

async function partsOf(visit: OfficeVisit, note: NoteRecord) {
  const customer = { id: note.customer_id, name: note.customer_name, number: note.customer_number };
  const invoice = note.invoice_id === null ? null : await correctedBy(visit, note.invoice_id);
  return { ...(await rest(visit, invoice, customer)), currency: note.currency };
}

/** What the form sends: to be saved, or to be drawn again with a line more, a line less or its sums worked out. */
export async function saveNoteForm(visit: OfficeFormVisit, id: string | null): Promise<Response> {
  const { form, actor, now } = visit;
  const parts = await partsTyped(visit, id);
  const typed = typedOn(form);
  const draw = (lines: readonly LineTyped[], problems: readonly Problem[] = []) =>
    drawForm(visit, { ...parts, id, fields: form.values, lines, problems });
  const pressed = form.text('press');
  if (pressed !== '' && pressed !== 'save') return draw(changedRows(typed, pressed, usualRate(parts.rates)));
  try {
    const reader = new FormReader(form);
    const draft = readNote(form, reader, parts, typed);
    reader.done();
    const saved = await visit.write(async (tx) => {
      if (id === null) return createNote(tx, actor, draft, { now, id: idFromForm(form) });
      await saveNote(tx, actor, id, draft, now);
      return { id };
    });
    return visit.redirect(paths.office.creditNote(saved.id), { key: 'credits.said-saved' });
  } catch (error) {
    if (error instanceof Invalid) return draw(typed, error.problems);
    throw error;
  }
}

async function partsTyped(visit: OfficeFormVisit, id: string | null) {
  const { form, actor } = visit;
  if (id !== null) {
    const note = await visit.read((tx) => findNote(tx, actor, id));
    refuse(noteChangeRefusal(note));
    return partsOf(visit, note);
  }
  const invoiceId = form.text('invoice');
  if (invoiceId !== '') return rest(visit, await correctedBy(visit, invoiceId));
  return rest(visit, null, await visit.read((tx) => customerByNumber(tx, actor, form.text('customer'))));
}

/** The rows with the line of the invoice that each corrects. */
function typedOn(form: TypedForm): LineTyped[] {
  const refs = form.all('ref[]');
  return typedLines(form).map((line, at) => ({ ...line, ref: refs[at] ?? '' }));
}

function readNote(
  form: TypedForm,
  reader: FormReader,
  { customer, invoice, currency }: Omit<FormParts, 'id' | 'fields' | 'lines'>,
  typed: readonly LineTyped[],
): NoteDraft {
  const day = form.text('issued_on') === '' ? null : typedDay(form.text('issued_on'));
  if (day instanceof BadValue)
    reader.problem('issued_on', 'invoices.error-day', { value: quoted(form.text('issued_on')) });
  return {
    customerId: customer.id,
    invoiceId: invoice?.id ?? null,
    issued_on: day instanceof BadValue ? null : day,
    currency,
    // One that corrects an invoice counts as that invoice does.
    prices_include_tax: invoice ? invoice.left.prices_include_tax : form.text('prices') === 'with',
    reason: reader.text('reason', { most: 500, lines: true }),
    note: reader.text('note', { most: 2000, lines: true }),
    lines: typed.flatMap((line, at): NoteLine[] =>
      isBlank(line) ? [] : [{ ...readLine(line, at + 1, reader, currency), invoice_line_id: refOf(line, invoice) }],
    ),
  };
}

/** Only a line of this very invoice; anything else counts as a line of its own. */
function refOf({ ref = '' }: LineTyped, invoice: Corrected | null): string | null {
  return invoice?.left.lines.has(ref) === true ? ref : null;
}

async function drawForm(visit: OfficeVisit, { problems = [], lines, fields, ...parts }: FormParts): Promise<Response> {
  const { actor, t, locale } = visit;
  const { customer, invoice, currency, rates } = parts;
  const balances = await visit.read((tx) => customerBalance(tx, actor, customer.id));
  const rows = withSpareRows(lines, usualRate(rates), invoice === null ? 3 : 1).map((line) => ({ ref: '', ...line }));
  const offered = invoice === null ? rates : ratesOf(invoice, rates);
  const values = { fields, lines: rows };
  return visit.page(
    <NoteFormPage
      frame={visit.frame}
      {...parts}
      rates={offered}
      values={values}
      preview={previewFor(invoice, values, currency)}
      problems={problemTexts(
        problems.map((problem) => withAmounts(problem, currency, locale)),
        t,
      )}
      side={<CustomerSide customer={customer} balances={balances} />}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

/** Only rates that the invoice has can be taken back from it. */
function ratesOf({ left }: Corrected, rates: readonly TaxRate[]): readonly TaxRate[] {
  return rates.filter((rate) => left.rates.some((one) => one.rate_bp === rate.rate_bp));
}

/** The sums as they would be written: of an invoice's note, with what is left of the invoice in mind. */
function previewFor(
  invoice: Corrected | null,
  values: { fields: FormParts['fields']; lines: LineTyped[] },
  currency: string,
) {
  const prices = invoice === null ? values.fields['prices'] : invoice.left.prices_include_tax ? 'with' : 'before';
  const plain = previewOf({ ...values, fields: { ...values.fields, prices: prices ?? 'with' } }, currency);
  if (plain === null || invoice === null) return plain;
  const lines = values.lines.flatMap((line, at) => {
    const amount = plain.amounts[at];
    if (amount === null || amount === undefined) return [];
    const line_minor = { quantity: '1', unit_price_minor: amount, tax_rate_bp: Number(line.rate) };
    return [{ ...line_minor, invoice_line_id: refOf(line, invoice) }];
  });
  const totals = creditTotals(lines, invoice.left);
  return 'reason' in totals ? plain : { ...plain, totals };
}

/** What is left, said as money: the action knows no language. */
function withAmounts(problem: Problem, currency: string, locale: string): Problem {
  const { left, rate } = problem.values ?? {};
  if (left === undefined) return problem;
  const amount = formatMoney({ minor: BigInt(left), currency }, locale);
  const percent = typeof rate === 'number' ? { rate: rateText(rate, locale) } : {};
  return { ...problem, values: { ...problem.values, amount, ...percent } };
}
