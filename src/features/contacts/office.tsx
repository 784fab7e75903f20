import type { Hono } from 'hono';
import { Invalid } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { FORM_KEY, idFromForm, newFormKey } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { BadValue, languageChoices, typedDay, withStored } from '../../platform/values/index.ts';
import { formatDayFull, type FieldProblem } from '../../ui/index.ts';
import { officeDoor, shownPhone, type OfficeVisit } from '../access/index.ts';
import { resetPin } from '../signin/index.ts';
import { archiveContact, makeMain, restoreContact } from './archive-contact.ts';
import { endAccess } from './end-access.ts';
import { chooseSites } from './choose-sites.ts';
import { contactPage } from './contact-visit.tsx';
import { ContactFormPage } from './contact-form.page.tsx';
import { CONTACT_FIELDS, contactName, type Contact, type CustomerOfContact } from './contact.ts';
import { contactLogins } from './office-logins.tsx';
import { officeContactRights } from './office-rights.tsx';
import { contactWaysInDeeds } from './office-ways-in.tsx';
import { change, found, herePath, numberOf, ONE, orAgain } from './one-contact.ts';
import { customerOf } from './queries.ts';
import { contactDeed } from './take-back.ts';
import { readContact } from './read-contact.ts';
import { changeContact, createContact } from './save-contact.ts';

export function officeContacts(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.get('/office/customers/:number/contacts/new', { right: 'write' }, async (visit) => {
    const customer = await visit.read((tx) => customerOf(tx, visit.actor, numberOf(visit)));
    return formPage(visit, customer, null, { [FORM_KEY]: newFormKey() }, []);
  });

  door.post('/office/customers/:number/contacts', { right: 'write' }, async (visit) => {
    const { actor, form, org, now } = visit;
    return orAgain(
      async () => {
        const fields = readContact(form, org.country);
        const contact = await visit.write(async (tx) => {
          const customer = await customerOf(tx, actor, numberOf(visit));
          return createContact(tx, actor, customer.id, fields, { isMain: false, now, id: idFromForm(form) });
        });
        return visit.redirect(paths.office.contact(numberOf(visit), contact.id), {
          key: 'contacts.said-created',
          values: { name: contactName(contact) ?? '' },
        });
      },
      async (problems) => {
        const customer = await visit.read((tx) => customerOf(tx, actor, numberOf(visit)));
        return formPage(visit, customer, null, form.values, problems, 422);
      },
      visit,
    );
  });

  door.get(ONE, { right: 'read' }, (visit) => contactPage(visit));

  door.get(`${ONE}/edit`, { right: 'write' }, async (visit) => {
    const { customer, contact } = await found(visit);
    const values = Object.fromEntries(CONTACT_FIELDS.map((name) => [name, contact[name] ?? '']));
    if (contact.phone !== null) values['phone'] = shownPhone(contact.phone, visit.org.country);
    return formPage(visit, customer, contact, values, []);
  });

  door.post(ONE, { right: 'write' }, async (visit) => {
    const { actor, form, org, now } = visit;
    return orAgain(
      async () => {
        const fields = readContact(form, org.country);
        await change(visit, (tx, contact) => changeContact(tx, actor, contact, fields, now));
        return visit.redirect(herePath(visit), { key: 'contacts.said-saved' });
      },
      async (problems) => {
        const { customer, contact } = await found(visit);
        return formPage(visit, customer, contact, form.values, problems, 422);
      },
      visit,
    );
  });

  contactDeeds(app, services);
  contactAccess(app, services);
  officeContactRights(app, services);
  contactLogins(app, services);
  contactWaysInDeeds(app, services);
}

/** Archiving, restoring, the main contact, the chosen sites. */
function contactDeeds(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.post(`${ONE}/archiving`, { right: 'write' }, async (visit) => {
    const { actor, now } = visit;
    let undo: string | undefined;
    await change(visit, async (tx, contact) => {
      await archiveContact(tx, actor, contact, now);
      const data = { number: numberOf(visit), id: contact.id, changed_ms: now.epochMilliseconds };
      undo = await contactDeed.offer(tx, actor, data, now);
    });
    return visit.redirect(herePath(visit), { key: 'contacts.said-archived', undo });
  });

  door.post(`${ONE}/restoring`, { right: 'write' }, async (visit) => {
    await change(visit, (tx, contact) => restoreContact(tx, visit.actor, contact, visit.now));
    return visit.redirect(herePath(visit), { key: 'contacts.said-restored' });
  });

  door.post(`${ONE}/main`, { right: 'write' }, async (visit) => {
    const contact = await change(visit, (tx, contact) => makeMain(tx, visit.actor, contact, visit.now));
    return visit.redirect(herePath(visit), {
      key: 'contacts.said-main',
      values: { name: contactName(contact) ?? visit.t('contacts.unnamed') },
    });
  });

  door.post(`${ONE}/sites`, { right: 'write' }, async (visit) =>
    orAgain(
      async () => {
        const chosen = visit.form.all('site');
        await change(visit, (tx, contact) => chooseSites(tx, visit.actor, contact, chosen, visit.now));
        return visit.redirect(herePath(visit), { key: 'contacts.said-sites' });
      },
      (problems) => contactPage(visit, problems),
      visit,
    ),
  );
}

/** The PIN and the permissions. */
function contactAccess(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.post(`${ONE}/pin`, { right: 'write' }, async (visit) => {
    const { actor, org, now } = visit;
    const contact = await change(visit, (tx, contact) => resetPin(tx, services, actor, org, contact, now));
    return visit.redirect(herePath(visit), {
      key: 'contacts.said-pin',
      values: { name: contactName(contact) ?? visit.t('contacts.unnamed') },
    });
  });

  door.post(`${ONE}/access-end`, { right: 'write' }, async (visit) =>
    orAgain(
      async () => {
        const typed = visit.form.text('access_ends_on');
        const lastDay = typed === '' ? null : typedDay(typed);
        if (lastDay instanceof BadValue) throw new Invalid([{ field: 'access_ends_on', key: 'rights.end-not-a-day' }]);
        await change(visit, (tx, contact) => endAccess(tx, visit.actor, contact, lastDay, visit.now));
        return visit.redirect(
          herePath(visit),
          lastDay === null
            ? { key: 'rights.end-said-none' }
            : { key: 'rights.end-said', values: { day: formatDayFull(lastDay, visit.locale) } },
        );
      },
      (problems) => contactPage(visit, problems, visit.form.text('access_ends_on')),
      visit,
    ),
  );
}

function formPage(
  visit: OfficeVisit,
  customer: CustomerOfContact,
  contact: Contact | null,
  values: Readonly<Record<string, string>>,
  problems: readonly FieldProblem[],
  status: 200 | 422 = 200,
): Response {
  return visit.page(
    <ContactFormPage
      frame={visit.frame}
      customer={customer}
      contact={contact}
      values={values}
      problems={problems}
      languages={withStored(languageChoices(visit.locale), values['language'])}
    />,
    status,
  );
}
