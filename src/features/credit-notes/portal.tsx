import type { Hono } from 'hono';
import { NotFound } from '../../kernel/errors.ts';
import { isInvoiceNumber } from '../../kernel/ids.ts';
import type { Services } from '../../platform/services.ts';
import { portalDoor, shownPhone, type PortalVisit } from '../access/index.ts';
import { drawInvoice } from '../invoice-documents/index.ts';
import { logoOfOrg } from '../invoices/index.ts';
import { noteDocument, noteFileName } from './note-document.ts';
import { NotePage } from './portal-note.page.tsx';
import { noteByNumber } from './portal-queries.ts';

/** The customer's side of credit notes. Their list is the list of invoices. */
export function creditNotesPortal(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  door.get('/:org/credit-notes/:number', { area: 'invoices' }, note);
  door.get('/:org/credit-notes/:number/pdf', { area: 'invoices' }, pdf);
}

function numberAsked(visit: PortalVisit): string {
  const number = visit.c.req.param('number') ?? '';
  if (!isInvoiceNumber(number)) throw new NotFound();
  return number;
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

async function pdf(visit: PortalVisit): Promise<Response> {
  const { actor, org, kept } = visit;
  const number = numberAsked(visit);
  const [found, logo] = await visit.read((tx) => Promise.all([noteByNumber(tx, actor, number), logoOfOrg(tx, actor)]));
  const { billing_name, billing_address, billing_vat_id } = found;
  const document = noteDocument({
    ...found,
    org: { ...org, logo, phone: org.phone === null ? null : shownPhone(org.phone, org.country) },
    customer: {
      number: actor.customerNumber,
      billing_name: billing_name ?? actor.customerName,
      billing_address,
      billing_vat_id,
    },
    locale: kept.locale,
  });
  const bytes = await drawInvoice(document, visit.now);
  return visit.c.body(new Uint8Array(bytes), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${noteFileName(org.slug, number)}"`,
  });
}
