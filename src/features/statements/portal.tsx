import type { Hono } from 'hono';
import { Refused } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { answerPaper, paperName } from '../../platform/drawing/index.ts';
import type { Services } from '../../platform/services.ts';
import { Answer, PortalShell } from '../../ui/index.ts';
import { portalDoor, type PortalVisit } from '../access/index.ts';
import { closingInWords, statementPaper, MOST_IN_PDF, type Movement, noSums } from '../statement-documents/index.ts';
import { readAsked, type StatementAsked } from './asked.ts';
import { loadStatement } from './load-statement.ts';
import { accountVisibleTo, ageingOn, nextMovements, sumsOf } from './queries.ts';
import { csvStatement } from './statement-csv.ts';
import { Statement } from './statement.page.tsx';

/** The customer's own statement. */
export function statementPortal(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  door.get('/:org/statement', { area: 'invoices' }, page);
  door.get('/:org/statement/pdf', { area: 'invoices' }, pdf);
  door.get('/:org/statement/csv', { area: 'invoices' }, csv);
}

function todayAt({ now, org }: PortalVisit): Temporal.PlainDate {
  return now.toZonedDateTimeISO(org.time_zone).toPlainDate();
}

function askedOf(visit: PortalVisit): StatementAsked {
  return readAsked(visit.c.req.query(), { today: todayAt(visit), currency: visit.org.currency });
}

async function page(visit: PortalVisit): Promise<Response> {
  const { actor, org, t, locale, places } = visit;
  const asked = askedOf(visit);
  const account = accountVisibleTo(actor, asked.currency);
  const at = { today: todayAt(visit), timeZone: org.time_zone };
  const statement = await visit.read((tx) => loadStatement(tx, account, asked, at));
  return visit.page(
    <PortalShell title={t('statement.title')} places={places} layout="full">
      <Answer
        back={{ href: paths.portal.invoices(org.slug), label: t('portal.invoices-title') }}
        title={closingInWords(statement.sums, t, locale)}
        text={t('statement.title')}
      />
      <Statement
        asked={asked}
        statement={statement}
        path={paths.portal.statement(org.slug)}
        pdfPath={paths.portal.statementFile(org.slug, 'pdf')}
        csvPath={paths.portal.statementFile(org.slug, 'csv')}
        hrefOf={(movement) => hrefOf(org.slug, movement)}
      />
    </PortalShell>,
  );
}

function hrefOf(slug: string, { kind, number }: Movement): string | null {
  if (number === null) return null;
  return kind.startsWith('invoice') ? paths.portal.invoice(slug, number) : paths.portal.creditNote(slug, number);
}

async function pdf(visit: PortalVisit): Promise<Response> {
  const { actor, org, kept } = visit;
  const asked = askedOf(visit);
  const account = accountVisibleTo(actor, asked.currency);
  const today = todayAt(visit);
  const day = Temporal.PlainDate.compare(asked.range.to, today) > 0 ? today : asked.range.to;
  const [all, rows, ageing] = await visit.read((tx) =>
    Promise.all([
      sumsOf(tx, account, asked.range),
      nextMovements(tx, account, asked.range, null, MOST_IN_PDF + 1),
      ageingOn(tx, account, { day, today, timeZone: org.time_zone }),
    ]),
  );
  if (rows.length > MOST_IN_PDF) throw new Refused('statement.refused-long', { most: MOST_IN_PDF });
  const sums = all.find((one) => one.currency === asked.currency) ?? noSums(asked.currency);
  const customer = { name: actor.customerName, number: actor.customerNumber };
  const { range } = asked;
  const document = { org, customer, range, sums, ageing, day, rows, locale: kept.locale };
  const bytes = await visit.services.drawing.draw(statementPaper, document, visit.now);
  return answerPaper({ name: paperName(`${org.slug}-statement-${range.to.toString()}`), bytes });
}

function csv(visit: PortalVisit): Response {
  const asked = askedOf(visit);
  const account = accountVisibleTo(visit.actor, asked.currency);
  const name = `${visit.org.slug}-statement-${asked.range.to.toString()}.csv`;
  return csvStatement((work) => visit.read(work), account, asked, visit.t, name);
}
