import type { Hono } from 'hono';
import { townLine } from '../../kernel/address.ts';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { countryChoices, languageChoices, withStored } from '../../platform/values/index.ts';
import { problemTexts } from '../../ui/index.ts';
import { portalDoor, shownPhone, type PortalFormVisit, type PortalVisit } from '../access/index.ts';
import { asEditor, asOwner, mayEdit } from './details.ts';
import { DetailsPage } from './details.page.tsx';
import { AddressPage, OwnPage, type Newer } from './forms.page.tsx';
import { customerVisibleTo, detailsVisibleTo, lockedDetails, ownVisibleTo } from './queries.ts';
import { reachPortal } from './reach-portal.tsx';
import { readCustomerDetails, readOwnDetails } from './read-details.ts';
import { saveCustomerDetails, saveOwnDetails } from './save-details.ts';

/** The customer's own details: to read and, with the right to it, to change. */
export function detailsPortal(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  door.get('/:org/details', { area: 'details' }, details);
  door.get('/:org/details/address', { area: 'details' }, (visit) => addressPage(visit));
  door.post('/:org/details/address', { area: 'details' }, saveAddress);
  door.get('/:org/details/you', { area: 'details', person: true }, (visit) => ownPage(visit));
  door.post('/:org/details/you', { area: 'details', person: true }, saveOwn);
  reachPortal(app, services);
}

async function details(visit: PortalVisit): Promise<Response> {
  const { actor, org, t, now } = visit;
  const { customer, contacts, waiting } = await visit.read((tx) => detailsVisibleTo(tx, actor, now));
  return visit.page(
    <DetailsPage
      org={org}
      places={visit.places}
      edits={mayEdit(actor)}
      ownId={actor.kind === 'contact' ? actor.contactId : null}
      waiting={waiting.map((one) => ({
        id: one.id,
        channel: one.channel === 'sms' ? 'sms' : 'email',
        address: one.channel === 'sms' ? shownPhone(one.new_address, org.country) : one.new_address,
        until: one.expires_at,
      }))}
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

/** A form that came back: what was typed, what is wrong with it, and whether somebody else was faster. */
interface Again {
  readonly values: Readonly<Record<string, string>>;
  readonly problems?: readonly Problem[];
  readonly stale?: true;
}

async function addressPage(visit: PortalVisit, again?: Again): Promise<Response> {
  const actor = asEditor(visit.actor);
  const [stored, locked] = await visit.read((tx) => Promise.all([customerVisibleTo(tx, actor), lockedDetails(tx)]));
  const { updated_at, ...fields } = stored;
  const values = valuesOf(fields, updated_at, again);
  return visit.page(
    <AddressPage
      slug={visit.org.slug}
      places={visit.places}
      values={values}
      problems={problemTexts(again?.problems ?? [], visit.t)}
      languages={withStored(languageChoices(visit.locale), values['language'])}
      countries={withStored(countryChoices(visit.locale), values['country'])}
      locked={locked}
      newer={newerThan(fields, again)}
    />,
    again === undefined ? 200 : 422,
  );
}

async function ownPage(visit: PortalVisit, again?: Again): Promise<Response> {
  const actor = asOwner(visit.actor);
  const { updated_at, email: _email, phone: _phone, ...fields } = await visit.read((tx) => ownVisibleTo(tx, actor));
  const values = valuesOf(fields, updated_at, again);
  return visit.page(
    <OwnPage
      asksHowToTell={visit.org.answer_notice !== 'off'}
      slug={visit.org.slug}
      places={visit.places}
      values={values}
      problems={problemTexts(again?.problems ?? [], visit.t)}
      languages={withStored(languageChoices(visit.locale), values['language'])}
      newer={newerThan(fields, again)}
    />,
    again === undefined ? 200 : 422,
  );
}

/** What stands in the fields. Of a stale form what was typed stays, and the next press means the newest state. */
function valuesOf(
  stored: Readonly<Record<string, string | null>>,
  updatedAt: Temporal.Instant,
  again: Again | undefined,
): Readonly<Record<string, string>> {
  const now = Object.entries(stored).map(([name, value]): [string, string] => [name, value ?? '']);
  const values = { ...Object.fromEntries(now), seen: updatedAt.toString() };
  if (again === undefined) return values;
  return again.stale === true ? { ...again.values, seen: values.seen } : again.values;
}

function newerThan(stored: Readonly<Record<string, string | null>>, again: Again | undefined): readonly Newer[] | null {
  if (again?.stale !== true) return null;
  return Object.entries(stored)
    .filter(([name, value]) => (again.values[name] ?? '').trim().replaceAll('\r\n', '\n') !== (value ?? ''))
    .map(([field, value]) => ({ field, value }));
}

async function saveAddress(visit: PortalFormVisit): Promise<Response> {
  const { form, org, now } = visit;
  const actor = asEditor(visit.actor);
  const stored = await visit.read((tx) => customerVisibleTo(tx, actor));
  return saved(visit, addressPage, () => {
    const typed = { fields: readCustomerDetails(form, org, stored), seen: form.text('seen') };
    return visit.write((tx) => saveCustomerDetails(tx, actor, typed, now));
  });
}

async function saveOwn(visit: PortalFormVisit): Promise<Response> {
  const { form, org, now } = visit;
  const actor = asOwner(visit.actor);
  const stored = await visit.read((tx) => ownVisibleTo(tx, actor));
  return saved(visit, ownPage, () => {
    const typed = { fields: readOwnDetails(form, org, stored), seen: form.text('seen') };
    return visit.write((tx) => saveOwnDetails(tx, actor, typed, now));
  });
}

async function saved(
  visit: PortalFormVisit,
  page: (visit: PortalVisit, again: Again) => Promise<Response>,
  save: () => Promise<boolean>,
): Promise<Response> {
  const { values } = visit.form;
  try {
    if (!(await save())) return await page(visit, { values, stale: true });
    return visit.redirect(paths.portal.details(visit.org.slug), { key: 'details.said-saved' });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return page(visit, { values, problems: error.problems });
  }
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
