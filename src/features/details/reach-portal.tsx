import type { Hono } from 'hono';
import { Invalid, NotFound, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import { FORM_KEY, FormReader, idFromForm, idFromParts, newFormKey } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import { portalDoor, shownPhone, type PortalFormVisit, type PortalVisit } from '../access/index.ts';
import { asOwner } from './details.ts';
import { ownVisibleTo, ownWaiting } from './queries.ts';
import { askForReachChange, cancelOwn, confirmByCode, type Channel } from './reach-change.ts';
import { PhoneCodePage, ReachPage } from './reach.page.tsx';

const NEED = { area: 'details', person: true } as const;

/** A person's new e-mail address or phone number: asked for by whoever has shown lately who sits there. */
export function reachPortal(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  door.get('/:org/details/email', { ...NEED, stepUp: 'email' }, (visit) => reachPage(visit, 'email'));
  door.post('/:org/details/email', { ...NEED, stepUp: 'email' }, (visit) => ask(visit, 'email'));
  door.get('/:org/details/phone', { ...NEED, stepUp: 'phone' }, (visit) => reachPage(visit, 'sms'));
  door.post('/:org/details/phone', { ...NEED, stepUp: 'phone' }, (visit) => ask(visit, 'sms'));
  door.get('/:org/details/phone-code', NEED, (visit) => codePage(visit));
  door.post('/:org/details/phone-code', NEED, confirm);
  door.post('/:org/details/changes/:id/cancellation', NEED, async (visit) => {
    const id = visit.c.req.param('id') ?? '';
    if (!isUuid(id) || !(await cancelOwn(visit.services, asOwner(visit.actor), id))) throw new NotFound();
    return visit.redirect(paths.portal.details(visit.org.slug), { key: 'details.said-cancelled' });
  });
}

interface Again {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

async function reachPage(visit: PortalVisit, channel: Channel, again?: Again): Promise<Response> {
  const actor = asOwner(visit.actor);
  const own = await visit.read((tx) => ownVisibleTo(tx, actor));
  const { org } = visit;
  return visit.page(
    <ReachPage
      slug={org.slug}
      places={visit.places}
      channel={channel}
      present={channel === 'email' ? own.email : own.phone && shownPhone(own.phone, org.country)}
      values={again?.values ?? { [FORM_KEY]: newFormKey() }}
      problems={problemTexts(again?.problems ?? [], visit.t)}
    />,
    again === undefined ? 200 : 422,
  );
}

async function ask(visit: PortalFormVisit, channel: Channel): Promise<Response> {
  const { form, org, services } = visit;
  const actor = asOwner(visit.actor);
  try {
    const reader = new FormReader(form);
    const address = channel === 'email' ? reader.email('address') : reader.phone('address', org.country);
    if (address === null && !reader.hasProblem('address')) reader.problem('address', `details.missing-${channel}`);
    reader.done();
    const key = idFromForm(form);
    const id = key === null ? crypto.randomUUID() : idFromParts([key, actor.contactId]);
    await askForReachChange(services, org, actor, { id, channel, address: address ?? '' });
    return channel === 'email'
      ? visit.redirect(paths.portal.details(org.slug), { key: 'details.said-mailed', values: { email: address ?? '' } })
      : visit.redirect(paths.portal.detailsPart(org.slug, 'phone-code'));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return reachPage(visit, channel, { values: form.values, problems: error.problems });
  }
}

async function codePage(visit: PortalVisit, problems: readonly Problem[] = []): Promise<Response> {
  const { org, now } = visit;
  const actor = asOwner(visit.actor);
  const waiting = await visit.read((tx) => ownWaiting(tx, actor, now));
  const change = waiting.find((one) => one.channel === 'sms');
  if (!change) return visit.redirect(paths.portal.details(org.slug));
  return visit.page(
    <PhoneCodePage
      slug={org.slug}
      places={visit.places}
      phone={shownPhone(change.new_address, org.country)}
      problems={problemTexts(problems, visit.t)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

async function confirm(visit: PortalFormVisit): Promise<Response> {
  const code = visit.form.text('code').replaceAll(/\s/g, '');
  const right = /^\d{6}$/.test(code) && (await confirmByCode(visit.services, asOwner(visit.actor), code));
  if (!right) return codePage(visit, [{ field: 'code', key: 'confirm.code-wrong' }]);
  return visit.redirect(paths.portal.details(visit.org.slug), { key: 'details.said-phone' });
}
