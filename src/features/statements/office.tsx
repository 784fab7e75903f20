import type { Hono } from 'hono';
import { Refused } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import { answerPaper, paperName } from '../../platform/drawing/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, readerVoice, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { customerByNumber } from '../picking/index.ts';
import { statementPaper, MOST_IN_PDF, type Movement, noSums } from '../statement-documents/index.ts';
import { readAsked, statementHref, type StatementAsked } from './asked.ts';
import { loadStatement } from './load-statement.ts';
import { accountOf, ageingOn, nextMovements, sumsOf } from './queries.ts';
import { sendStatement } from './send-statement.ts';
import { csvStatement } from './statement-csv.ts';
import { Statement } from './statement.page.tsx';

/** The files of a customer's statement. The statement itself is a tab of the customer's record. */
export function officeStatements(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.get('/office/customers/:number/statement/pdf', { right: 'read' }, pdf);
  door.get('/office/customers/:number/statement/csv', { right: 'read' }, csv);
  door.post('/office/customers/:number/statement/delivery', { right: 'write' }, send);
}

function todayAt({ now, org }: OfficeVisit): Temporal.PlainDate {
  return now.toZonedDateTimeISO(org.time_zone).toPlainDate();
}

function askedOf(visit: OfficeVisit): StatementAsked {
  return readAsked(visit.c.req.query(), { today: todayAt(visit), currency: visit.org.currency });
}

/** The statement as a tab of a customer's record. */
export async function statementTab(
  tx: Tx,
  visit: OfficeVisit,
  customer: { readonly id: string; readonly number: string },
) {
  const asked = askedOf(visit);
  const at = { today: todayAt(visit), timeZone: visit.org.time_zone };
  const statement = await loadStatement(tx, accountOf(visit.actor, customer.id, asked.currency), asked, at);
  return (
    <Statement
      asked={asked}
      statement={statement}
      path={paths.office.customerPart(customer.number, 'statement')}
      pdfPath={paths.office.statementPart(customer.number, 'pdf')}
      csvPath={paths.office.statementPart(customer.number, 'csv')}
      hrefOf={hrefOf}
      sendPath={visit.may('write') ? paths.office.statementPart(customer.number, 'delivery') : undefined}
    />
  );
}

function hrefOf({ kind, source_id: id }: Movement): string | null {
  if (id === null || kind === 'other') return null;
  if (kind.startsWith('invoice')) return paths.office.invoice(id);
  return kind.startsWith('credit') ? paths.office.creditNote(id) : paths.office.payment(id);
}

async function pdf(visit: OfficeVisit): Promise<Response> {
  const { actor, org } = visit;
  const asked = askedOf(visit);
  const { range, currency } = asked;
  const today = todayAt(visit);
  const day = Temporal.PlainDate.compare(range.to, today) > 0 ? today : range.to;
  const document = await visit.read(async (tx) => {
    const customer = await customerByNumber(tx, actor, visit.c.req.param('number') ?? '');
    const account = accountOf(actor, customer.id, currency);
    const [all, rows, ageing, voice] = await Promise.all([
      sumsOf(tx, account, range),
      nextMovements(tx, account, range, null, MOST_IN_PDF + 1),
      ageingOn(tx, account, { day, today, timeZone: org.time_zone }),
      readerVoice(tx, actor.orgId, { customerId: customer.id }),
    ]);
    const sums = all.find((one) => one.currency === currency) ?? noSums(currency);
    return { org, customer, range, sums, ageing, day, rows, locale: voice.locale };
  });
  if (document.rows.length > MOST_IN_PDF) throw new Refused('statement.refused-long', { most: MOST_IN_PDF });
  const bytes = await visit.services.drawing.draw(statementPaper, document, visit.now);
  return answerPaper({ name: paperName(`${org.slug}-statement-${range.to.toString()}`), bytes });
}

/** Sends what is on the page: its days and its currency. */
async function send(visit: OfficeFormVisit): Promise<Response> {
  const { actor, org, form, now, services } = visit;
  const asked = readAsked(form.values, { today: todayAt(visit), currency: org.currency });
  const number = visit.c.req.param('number') ?? '';
  const channel = await visit.write(async (tx) => {
    const customer = await customerByNumber(tx, actor, number);
    return sendStatement(tx, actor, org, customer.id, asked, { now, baseUrl: services.baseUrl });
  });
  return visit.redirect(statementHref(paths.office.customerPart(number, 'statement'), asked), {
    key: channel === 'sms' ? 'statement.said-sent-sms' : 'statement.said-sent-email',
  });
}

async function csv(visit: OfficeVisit): Promise<Response> {
  const { actor, org, t } = visit;
  const asked = askedOf(visit);
  const customer = await visit.read((tx) => customerByNumber(tx, actor, visit.c.req.param('number') ?? ''));
  const name = `${org.slug}-statement-${asked.range.to.toString()}.csv`;
  return csvStatement((work) => visit.read(work), accountOf(actor, customer.id, asked.currency), asked, t, name);
}
