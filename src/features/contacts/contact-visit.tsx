import { languageChoices } from '../../platform/values/index.ts';
import type { FieldProblem } from '../../ui/index.ts';
import { accessEnded } from '../sessions/index.ts';
import { shownPhone, type OfficeVisit } from '../access/index.ts';
import { historyOf } from '../audit/index.ts';
import { detailChangesOf } from '../detail-history/index.ts';
import { waitingChangesOf } from '../details/index.ts';
import { loginShownFor } from '../logins/index.ts';
import { contactWaysIn } from '../ways-in/index.ts';
import { ContactPage } from './contact.page.tsx';
import { herePath, numberOf } from './one-contact.ts';
import { accessOf, findContact, siteChoices } from './queries.ts';

/** A contact's page, as it is or with what is wrong in one of its forms. */
export async function contactPage(
  visit: OfficeVisit,
  problems: readonly FieldProblem[] = [],
  typedEnd?: string,
): Promise<Response> {
  const { actor, org } = visit;
  const data = await visit.read(async (tx) => {
    const { customer, contact } = await findContact(tx, actor, numberOf(visit), visit.c.req.param('id') ?? '');
    const of = { customerId: customer.id, contactId: contact.id };
    const [access, login, waysIn, sites, history, changes, waiting] = await Promise.all([
      accessOf(tx, actor, visit.services, contact),
      loginShownFor(tx, actor, contact.id, visit.now),
      contactWaysIn(tx, actor, contact.id, visit.now),
      siteChoices(tx, actor, contact),
      historyOf(tx, actor, of),
      detailChangesOf(tx, actor, of),
      waitingChangesOf(tx, actor, of, { now: visit.now, country: org.country }),
    ]);
    return { customer, contact, access, login, waysIn, sites, history, changes, waiting };
  });
  const { contact } = data;
  return visit.page(
    <ContactPage
      {...data}
      frame={visit.frame}
      org={org}
      mayWrite={visit.may('write')}
      mayManage={visit.may('manage')}
      back={herePath(visit)}
      language={
        languageChoices(visit.locale).find((choice) => choice.value === contact.language)?.label ?? contact.language
      }
      phoneShown={contact.phone === null ? null : shownPhone(contact.phone, org.country)}
      problems={problems}
      typedEnd={typedEnd}
      accessOver={accessEnded(contact.access_ends_on, org.time_zone, visit.now)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
