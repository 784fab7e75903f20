import type { Hono } from 'hono';
import type { VNode } from 'preact';
import { NotFound } from '../../kernel/errors.ts';
import { isInvoiceNumber } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import { encodeCursor, isDayText, pageIn, type Cursor, type Tx } from '../../platform/db/index.ts';
import { answerPaper } from '../../platform/drawing/index.ts';
import type { Services } from '../../platform/services.ts';
import { portalDoor, type PortalVisit } from '../access/index.ts';
import { balanceInWords, balancesVisibleTo } from '../ledger/index.ts';
import { invoiceDocument } from '../invoices/index.ts';
import { noteDocument } from '../credit-notes/index.ts';
import { orgOnPaper, paperFile } from '../papers/index.ts';
import { NotePage } from './note.page.tsx';
import { noteByNumber } from './note-queries.ts';
import { InvoicePage } from './invoice.page.tsx';
import { InvoicesPage } from './invoices.page.tsx';
import {
  duesVisibleTo,
  invoiceByNumber,
  logoOfOrg,
  numberOfInvoice,
  settledInvoices,
  unpaidInvoices,
} from './invoice-queries.ts';
import { newestNotes } from './visible-notes.ts';
import type { VisibleInvoice } from './visible-invoice.ts';

/** What another feature shows on an invoice's page; its queries travel with the page's own. */
export type PortalInvoicePart = (tx: Tx, visit: PortalVisit, number: string) => Promise<VNode | null>;

/** The customer's side of invoices and credit notes. Both stand in one list. */
export function papersPortal(app: Hono, services: Services, parts: readonly PortalInvoicePart[] = []): void {
  const door = portalDoor(app, services);
  door.get('/:org/invoices', { area: 'invoices' }, invoices);
  door.get('/:org/invoices/:number', { area: 'invoices' }, (visit) => invoice(visit, parts));
  door.get('/:org/invoices/:number/pdf', { area: 'invoices' }, invoicePdf);
  door.get('/:org/credit-notes/:number', { area: 'invoices' }, note);
  door.get('/:org/credit-notes/:number/pdf', { area: 'invoices' }, notePdf);
}

async function invoices(visit: PortalVisit): Promise<Response> {
  const { actor, org, now, t, locale } = visit;
  if (actor.subject !== null) {
    const number = await visit.read((tx) => numberOfInvoice(tx, actor));
    return visit.redirect(paths.portal.invoice(org.slug, number));
  }
  const asked = visit.c.req.query();
  const page = pageIn(asked, isDayText);
  const onlyUnpaid = asked['show'] === 'unpaid';
  const isFirst = page.after === undefined && page.before === undefined;
  const today = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
  const [balances, dues, unpaid, settled, notes] = await visit.read((tx) =>
    Promise.all([
      balancesVisibleTo(tx, actor),
      duesVisibleTo(tx, actor, today),
      onlyUnpaid || isFirst ? unpaidInvoices(tx, actor, { page }) : null,
      onlyUnpaid ? null : settledInvoices(tx, actor, page),
      isFirst && !onlyUnpaid ? newestNotes(tx, actor) : [],
    ]),
  );
  return visit.page(
    <InvoicesPage
      org={org}
      places={visit.places}
      balance={balanceInWords(balances, dues, { t, locale, today })}
      unpaid={unpaid && listed(unpaid)}
      settled={settled && listed(settled)}
      notes={notes}
    />,
  );
}

function listed(page: { rows: readonly VisibleInvoice[]; newer: Cursor | null; older: Cursor | null }) {
  return {
    rows: page.rows,
    newer: page.newer && encodeCursor(page.newer),
    older: page.older && encodeCursor(page.older),
  };
}

function numberAsked(visit: PortalVisit): string {
  const number = visit.c.req.param('number') ?? '';
  if (!isInvoiceNumber(number)) throw new NotFound();
  return number;
}

async function invoice(visit: PortalVisit, parts: readonly PortalInvoicePart[]): Promise<Response> {
  const { actor } = visit;
  const number = numberAsked(visit);
  const [found, ...drawn] = await visit.read((tx) =>
    Promise.all([invoiceByNumber(tx, actor, number), ...parts.map((part) => part(tx, visit, number))]),
  );
  return visit.page(
    <InvoicePage
      org={visit.org}
      places={visit.places}
      invoice={found}
      customer={{ name: actor.customerName, number: actor.customerNumber }}
      hasList={actor.subject === null}
      parts={drawn}
    />,
  );
}

async function invoicePdf(visit: PortalVisit): Promise<Response> {
  const { actor, org, kept } = visit;
  const number = numberAsked(visit);
  const [found, logo] = await visit.read((tx) =>
    Promise.all([invoiceByNumber(tx, actor, number), logoOfOrg(tx, actor)]),
  );
  const document = invoiceDocument({
    ...found,
    org: orgOnPaper(org, logo),
    customer: {
      number: actor.customerNumber,
      billing_name: found.billing_name ?? actor.customerName,
      billing_address: found.billing_address,
      billing_vat_id: found.billing_vat_id,
    },
    locale: kept.locale,
  });
  return answerPaper(await paperFile(visit, document));
}

async function note(visit: PortalVisit): Promise<Response> {
  const { actor, org, places } = visit;
  const number = numberAsked(visit);
  const found = await visit.read((tx) => noteByNumber(tx, actor, number));
  const customer = { name: actor.customerName, number: actor.customerNumber };
  return visit.page(
    <NotePage org={org} places={places} note={found} customer={customer} hasList={actor.subject === null} />,
  );
}

async function notePdf(visit: PortalVisit): Promise<Response> {
  const { actor, org, kept } = visit;
  const number = numberAsked(visit);
  const [found, logo] = await visit.read((tx) => Promise.all([noteByNumber(tx, actor, number), logoOfOrg(tx, actor)]));
  const { billing_name, billing_address, billing_vat_id } = found;
  const document = noteDocument({
    ...found,
    org: orgOnPaper(org, logo),
    customer: {
      number: actor.customerNumber,
      billing_name: billing_name ?? actor.customerName,
      billing_address,
      billing_vat_id,
    },
    locale: kept.locale,
  });
  return answerPaper(await paperFile(visit, document));
}
