import type { Hono } from 'hono';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { eventWords, historyOf } from '../audit/index.ts';
import { customerAsked } from '../picking/index.ts';
import { creditRoutes } from './office-credit.tsx';
import { drawNew, recordForm } from './office-forms.tsx';
import { readList } from './office-list.ts';
import { PaymentPage, ReturnPage } from './office-payment.page.tsx';
import { PaymentsPage } from './office-payments.page.tsx';
import { findPayment, invoicesSettledBy, listPayments, refundsOf } from './queries.ts';
import { returnPayment } from './return-payment.ts';

/** Where credit comes from: what is left of a payment, and of a credit note. */
const CREDIT = [
  ['/office/payments', 'payment'],
  ['/office/credit-notes', 'credit_note'],
] as const;

/** The office's pages of payments. */
export function officePayments(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.get('/office/payments', { right: 'read' }, drawList);
  door.post('/office/payments', { right: 'write' }, recordForm);
  door.get('/office/payments/new', { right: 'write' }, drawNew);
  door.get('/office/payments/:id', { right: 'read' }, drawPayment);
  door.get('/office/payments/:id/return', { right: 'write' }, drawReturn);
  door.post('/office/payments/:id/return', { right: 'write' }, takeBack);
  for (const [base, kind] of CREDIT) {
    const credit = creditRoutes(kind);
    door.get(`${base}/:id/allocations`, { right: 'write' }, credit.drawUse);
    door.post(`${base}/:id/allocations`, { right: 'write' }, credit.use);
    door.post(`${base}/:id/releases`, { right: 'write' }, credit.release);
    door.get(`${base}/:id/refund`, { right: 'write' }, credit.drawRefund);
    door.post(`${base}/:id/refund`, { right: 'write' }, credit.refund);
  }
}

function idOf(visit: OfficeVisit): string {
  const id = visit.c.req.param('id') ?? '';
  if (!isUuid(id)) throw new NotFound();
  return id;
}

async function drawList(visit: OfficeVisit): Promise<Response> {
  const { c, actor } = visit;
  const asked = readList(c.req.query());
  const { list, customer } = await visit.read(async (tx) => {
    const found = await customerAsked(tx, actor, asked.customer);
    if (found === undefined) return { list: { rows: [], newer: null, older: null }, customer: null };
    const { state, method, from, to, page } = asked;
    const filter = { state, method, customerId: found?.id ?? null, from, to };
    return { list: await listPayments(tx, actor, filter, page), customer: found };
  });
  return visit.page(
    <PaymentsPage frame={visit.frame} asked={asked} list={list} customer={customer} mayWrite={visit.may('write')} />,
  );
}

async function drawPayment(visit: OfficeVisit): Promise<Response> {
  const { actor, t } = visit;
  const id = idOf(visit);
  const [payment, paid, refunds, history] = await visit.read((tx) =>
    Promise.all([
      findPayment(tx, actor, id),
      invoicesSettledBy(tx, actor, { kind: 'payment', id }),
      refundsOf(tx, actor, { kind: 'payment', id }),
      historyOf(tx, actor, { subject: { kind: 'payment', id } }),
    ]),
  );
  return visit.page(
    <PaymentPage
      frame={visit.frame}
      payment={payment}
      paid={paid}
      refunds={refunds}
      history={history.map((entry) => ({ id: entry.id, at: entry.at, text: eventWords(entry, t) }))}
      mayWrite={visit.may('write')}
    />,
  );
}

async function drawReturn(visit: OfficeVisit): Promise<Response> {
  const id = idOf(visit);
  const payment = await visit.read((tx) => findPayment(tx, visit.actor, id));
  if (payment.state === 'returned') return visit.redirect(paths.office.payment(id));
  return visit.page(<ReturnPage frame={visit.frame} payment={payment} />);
}

async function takeBack(visit: OfficeFormVisit): Promise<Response> {
  const { actor, org, now } = visit;
  const id = idOf(visit);
  const today = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
  await visit.write((tx) => returnPayment(tx, actor, id, { today, now }));
  return visit.redirect(paths.office.payment(id), { key: 'payments.said-returned' });
}
