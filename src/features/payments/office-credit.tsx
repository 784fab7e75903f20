import { Invalid, NotFound, Refused, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { money } from '../../kernel/money.ts';
import { paths } from '../../kernel/paths.ts';
import { newSecret } from '../../platform/crypto/index.ts';
import { FormReader } from '../../platform/http/index.ts';
import { amountText } from '../../platform/values/index.ts';
import { formatMoney, problemTexts } from '../../ui/index.ts';
import type { OfficeFormVisit, OfficeVisit } from '../access/index.ts';
import { openInvoices } from '../invoices/index.ts';
import { allocateCredit, releaseAllocation } from './allocate.ts';
import { CreditFormPage } from './office-payment-form.page.tsx';
import { partIds, previewOf, todayAt, type Drawn } from './office-forms.tsx';
import { RefundFormPage } from './office-refund.page.tsx';
import { creditLeft } from './queries.ts';
import { isChosen, readRefund, readSplit } from './read-payment.ts';
import { recordRefund } from './record-refund.ts';
import type { Source, SourceKind } from './source.ts';

type Of = Pick<Source, 'kind' | 'id'>;

function idOf(visit: OfficeVisit): string {
  const id = visit.c.req.param('id') ?? '';
  if (!isUuid(id)) throw new NotFound();
  return id;
}

function pathOf({ kind, id }: Of, part?: 'allocations' | 'refund'): string {
  if (kind === 'payment') return part ? paths.office.paymentPart(id, part) : paths.office.payment(id);
  return part ? paths.office.creditNotePart(id, part) : paths.office.creditNote(id);
}

/** The routes that use what is left of a payment or of a credit note. */
export function creditRoutes(kind: SourceKind) {
  const of = (visit: OfficeVisit): Of => ({ kind, id: idOf(visit) });
  return {
    drawUse: (visit: OfficeVisit) => drawUse(visit, of(visit)),
    use: (visit: OfficeFormVisit) => use(visit, of(visit)),
    release: (visit: OfficeFormVisit) => release(visit, of(visit)),
    drawRefund: (visit: OfficeVisit) => drawRefund(visit, of(visit), null),
    refund: (visit: OfficeFormVisit) => refund(visit, of(visit)),
  };
}

async function leftOf(visit: OfficeVisit, of: Of) {
  const credit = await visit.read((tx) => creditLeft(tx, visit.actor, of));
  if (credit.isOut) throw new Refused(`payments.refused-out-${of.kind}`);
  return credit;
}

async function creditOf(visit: OfficeVisit, of: Of) {
  const credit = await leftOf(visit, of);
  const all = await visit.read((tx) => openInvoices(tx, visit.actor, credit.customer_id));
  return { credit, open: all.filter((invoice) => invoice.currency === credit.currency) };
}

/** The form that uses what is left. */
async function drawUse(visit: OfficeVisit, of: Of, drawn: Partial<Drawn> = {}): Promise<Response> {
  const { credit, open } = await creditOf(visit, of);
  const { problems = [], values = {}, preview = null } = drawn;
  return visit.page(
    <CreditFormPage
      frame={visit.frame}
      credit={credit}
      action={pathOf(of, 'allocations')}
      backHref={pathOf(of)}
      invoices={open}
      currency={credit.currency}
      values={values}
      problems={problemTexts(problems, visit.t)}
      preview={preview}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function use(visit: OfficeFormVisit, of: Of): Promise<Response> {
  const { form, actor, now } = visit;
  const { credit, open } = await creditOf(visit, of);
  const { currency } = credit;
  const { values } = form;
  if (form.text('press') === 'preview')
    return drawUse(visit, of, { values, ...previewOf(visit, open, currency, credit.free_minor) });
  try {
    const reader = new FormReader(form);
    const split = isChosen(form) ? readSplit(form, reader, partIds(values), currency) : null;
    if (split?.length === 0) reader.problem('split', 'payments.error-nothing-chosen');
    reader.done();
    const seen = form.text('seen');
    const seenMinor = /^\d{1,15}$/.test(seen) ? BigInt(seen) : -1n;
    const done = await visit.write((tx) => allocateCredit(tx, actor, of, { split, seenMinor, now }));
    return visit.redirect(pathOf(of), {
      key: done ? 'payments.said-allocated' : 'payments.said-credit-changed',
      tone: done ? 'good' : 'info',
    });
  } catch (error) {
    if (error instanceof Invalid) return drawUse(visit, of, { values, problems: error.problems });
    throw error;
  }
}

async function release(visit: OfficeFormVisit, of: Of): Promise<Response> {
  const { actor, form, now } = visit;
  const invoiceId = form.text('invoice');
  if (!isUuid(invoiceId)) throw new NotFound();
  await visit.write((tx) => releaseAllocation(tx, actor, of, invoiceId, now));
  return visit.redirect(pathOf(of), { key: 'payments.said-released' });
}

interface RefundTyped {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** The form of money that went back; it begins with all that is left. */
async function drawRefund(visit: OfficeVisit, of: Of, typed: RefundTyped | null): Promise<Response> {
  const credit = await leftOf(visit, of);
  const values = typed?.values ?? {
    key: newSecret(),
    amount: amountText(credit.free_minor, credit.currency),
    received_on: todayAt(visit).toString(),
    method: 'transfer',
  };
  const problems = typed?.problems ?? [];
  return visit.page(
    <RefundFormPage
      frame={visit.frame}
      credit={credit}
      action={pathOf(of, 'refund')}
      backHref={pathOf(of)}
      values={values}
      problems={problemTexts(problems, visit.t)}
      today={todayAt(visit)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function refund(visit: OfficeFormVisit, of: Of): Promise<Response> {
  const { form, actor, now } = visit;
  const { currency } = await visit.read((tx) => creditLeft(tx, actor, of));
  try {
    const reader = new FormReader(form);
    const asked = readRefund(form, reader, currency);
    reader.done();
    const made = await visit.write((tx) => recordRefund(tx, actor, of, asked, { today: todayAt(visit), now }));
    return visit.redirect(paths.office.payment(made.id), {
      key: made.fresh ? 'payments.said-refunded' : 'payments.said-refunded-already',
      values: { amount: formatMoney(money(asked.amount_minor, currency), visit.locale) },
      tone: made.fresh ? 'good' : 'info',
    });
  } catch (error) {
    if (error instanceof Invalid) return drawRefund(visit, of, { values: form.values, problems: error.problems });
    throw error;
  }
}
