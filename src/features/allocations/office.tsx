import type { Hono } from 'hono';
import { Invalid, NotFound, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { FormReader } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import { idAsked, officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { openInvoices } from '../invoices/index.ts';
import { allocateCredit, releaseAllocation } from './allocate.ts';
import { CreditFormPage } from './credit-form.page.tsx';
import { CREDIT, creditPath, usableCredit, type CreditOf } from './credit.ts';
import { partIds, previewOf } from './preview-split.ts';
import { readUse } from './read-split.ts';
import type { Preview } from './split.ts';

/** The office's pages that set what is left of a payment or credit note against invoices, or free it again. */
export function officeAllocations(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  for (const [base, kind] of CREDIT) {
    const of = (visit: OfficeVisit): CreditOf => ({ kind, id: idAsked(visit) });
    door.get(`${base}/:id/allocations`, { right: 'write' }, (visit) => drawUse(visit, of(visit)));
    door.post(`${base}/:id/allocations`, { right: 'write' }, (visit) => use(visit, of(visit)));
    door.post(`${base}/:id/releases`, { right: 'write' }, (visit) => release(visit, of(visit)));
  }
}

async function creditOf(visit: OfficeVisit, of: CreditOf) {
  const credit = await usableCredit(visit, of);
  const all = await visit.read((tx) => openInvoices(tx, visit.actor, credit.customer_id));
  return { credit, open: all.filter((invoice) => invoice.currency === credit.currency) };
}

interface Drawn {
  readonly values?: Readonly<Record<string, string>>;
  readonly problems?: readonly Problem[];
  readonly preview?: Preview;
}

/** The form that uses what is left. */
async function drawUse(visit: OfficeVisit, of: CreditOf, drawn: Drawn = {}): Promise<Response> {
  const { credit, open } = await creditOf(visit, of);
  const { problems = [], values = {}, preview = null } = drawn;
  return visit.page(
    <CreditFormPage
      frame={visit.frame}
      credit={credit}
      action={creditPath(of, 'allocations')}
      backHref={creditPath(of)}
      invoices={open}
      currency={credit.currency}
      values={values}
      problems={problemTexts(problems, visit.t)}
      preview={preview}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function use(visit: OfficeFormVisit, of: CreditOf): Promise<Response> {
  const { form, actor, now } = visit;
  const { credit, open } = await creditOf(visit, of);
  const { currency } = credit;
  const { values } = form;
  if (form.text('press') === 'preview')
    return drawUse(visit, of, { values, ...previewOf(visit, open, currency, credit.free_minor) });
  try {
    const reader = new FormReader(form);
    const split = readUse(form, reader, partIds(values), currency);
    if (split?.length === 0) reader.problem('split', 'payments.error-nothing-chosen');
    reader.done();
    const seen = form.text('seen');
    const seenMinor = /^\d{1,15}$/.test(seen) ? BigInt(seen) : -1n;
    const done = await visit.write((tx) => allocateCredit(tx, actor, of, { split, seenMinor, now }));
    return visit.redirect(creditPath(of), {
      key: done ? 'payments.said-allocated' : 'payments.said-credit-changed',
      tone: done ? 'good' : 'info',
    });
  } catch (error) {
    if (error instanceof Invalid) return drawUse(visit, of, { values, problems: error.problems });
    throw error;
  }
}

async function release(visit: OfficeFormVisit, of: CreditOf): Promise<Response> {
  const { actor, form, now } = visit;
  const invoiceId = form.text('invoice');
  if (!isUuid(invoiceId)) throw new NotFound();
  await visit.write((tx) => releaseAllocation(tx, actor, of, invoiceId, now));
  return visit.redirect(creditPath(of), { key: 'payments.said-released' });
}
