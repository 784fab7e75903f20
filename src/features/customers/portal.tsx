import type { Hono } from 'hono';
import { townLine } from '../../kernel/address.ts';
import type { Services } from '../../platform/services.ts';
import { portalDoor, shownPhone, type PortalVisit } from '../access/index.ts';
import { DetailsPage } from './portal-details.page.tsx';
import { detailsVisibleTo } from './portal-queries.ts';

/** The customer's own details, to read. */
export function detailsPortal(app: Hono, services: Services): void {
  portalDoor(app, services).get('/:org/details', { area: 'details' }, details);
}

async function details(visit: PortalVisit): Promise<Response> {
  const { actor, org, t } = visit;
  const { customer, contacts } = await visit.read((tx) => detailsVisibleTo(tx, actor));
  return visit.page(
    <DetailsPage
      org={org}
      places={visit.places}
      customer={{
        number: customer.number,
        name: customer.name,
        address: present([
          customer.line1,
          customer.line2,
          townLine(customer, org.country),
          customer.region,
          customer.country === org.country ? null : nameOf(visit.locale, 'region', customer.country),
        ]),
        billing: present([customer.billing_name, ...(customer.billing_address ?? '').split('\n')]),
        vat_id: customer.vat_id,
        language: nameOf(visit.locale, 'language', customer.language ?? org.language) ?? org.language,
      }}
      contacts={contacts.map((contact) => ({
        id: contact.id,
        name: present([contact.first_name, contact.last_name]).join(' ') || t('portal.details-nameless'),
        position: contact.position,
        email: contact.email,
        phone: contact.phone === null ? null : shownPhone(contact.phone, org.country),
        is_main: contact.is_main,
      }))}
    />,
  );
}

function present(lines: readonly (string | null)[]): string[] {
  return lines.filter((line): line is string => line !== null && line.trim() !== '');
}

/** A language or country by name; a code nobody knows stays as it is. */
function nameOf(locale: string, type: 'language' | 'region', code: string | null): string | null {
  if (code === null) return null;
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
