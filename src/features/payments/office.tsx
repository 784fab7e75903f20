import type { Hono } from 'hono';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { idAsked, officeDoor, todayAt, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { eventWords, historyOf } from '../audit/index.ts';
import { customerAsked } from '../picking/index.ts';
import { CREDIT, type CreditOf, invoicesSettledBy, refundsOf } from '../allocations/index.ts';
import { drawRefund, refund } from './refund-form.tsx';
import { drawNew, recordForm } from './payment-form.tsx';
import { readList } from './payment-list.ts';
import { PaymentPage, ReturnPage } from './payment.page.tsx';
import { PaymentsPage } from './payments.page.tsx';
import { findPayment, listPayments } from './queries.ts';
import { returnPayment } from './return-payment.ts';

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
    const of = (visit: OfficeVisit): CreditOf => ({ kind, id: idAsked(visit) });
    door.get(`${base}/:id/refund`, { right: 'write' }, (visit) => drawRefund(visit, of(visit), null));
    door.post(`${base}/:id/refund`, { right: 'write' }, (visit) => refund(visit, of(visit)));
  }
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
  const id = idAsked(visit);
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
  const id = idAsked(visit);
  const payment = await visit.read((tx) => findPayment(tx, visit.actor, id));
  if (payment.state === 'returned') return visit.redirect(paths.office.payment(id));
  return visit.page(<ReturnPage frame={visit.frame} payment={payment} />);
}

async function takeBack(visit: OfficeFormVisit): Promise<Response> {
  const { actor, now } = visit;
  const id = idAsked(visit);
  await visit.write((tx) => returnPayment(tx, actor, id, { today: todayAt(visit), now }));
  return visit.redirect(paths.office.payment(id), { key: 'payments.said-returned' });
}
