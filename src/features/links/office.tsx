import type { Hono } from 'hono';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { ownPath, paths, withQuery } from '../../kernel/paths.ts';
import { isInstantText, pageIn, pageQuery, type Tx } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, type OfficeFormVisit } from '../access/index.ts';
import { linkState, type Link } from './link.ts';
import { linksThatNeedSomebody } from './link-list.ts';
import { LinksPage } from './list.page.tsx';
import { lockLinkById } from './queries.ts';
import { sendLink } from './send-link.ts';
import { disableLink, enableLink, refreshLink } from './share-link.ts';
import { linkDeed } from './take-back.ts';
import { shareable } from './sharing.ts';

/** What the buttons of `LinkPanel` send. Each names the page to come back to. */
export function officeLinks(app: Hono, services: Services): void {
  const door = officeDoor(app, services);

  door.get(paths.office.links, { right: 'read' }, async (visit) => {
    const query = visit.c.req.query();
    const show = query['show'] === 'asked' ? 'asked' : 'ending';
    const list = await visit.read((tx) =>
      linksThatNeedSomebody(tx, visit.actor, show, pageIn(query, isInstantText), visit.now),
    );
    const next = list.older ? withQuery(paths.office.links, { show, ...pageQuery({ after: list.older }) }) : undefined;
    return visit.page(<LinksPage frame={visit.frame} show={show} rows={list.rows} next={next} />);
  });

  door.post(paths.office.links, { right: 'write' }, async (visit) => {
    const { form, actor, org, now } = visit;
    await visit.write(async (tx) =>
      enableLink(tx, actor, org, await shareable(tx, actor, form.text('kind'), form.text('id')), now),
    );
    return visit.redirect(backOf(visit), { key: 'sharing.said-enabled' });
  });

  door.post('/office/links/:id/refresh', { right: 'write' }, async (visit) => {
    const { actor, org, now, form } = visit;
    const refreshed = await visit.write(async (tx) => {
      const link = await lockedLink(tx, visit);
      // A form sent twice names the link it saw: the second time that link is gone already.
      if (form.text('generation') !== String(link.generation)) return false;
      await refreshLink(tx, actor, org, link, now);
      return true;
    });
    return visit.redirect(backOf(visit), {
      key: refreshed ? 'sharing.said-refreshed' : 'sharing.said-refreshed-already',
      tone: refreshed ? 'good' : 'info',
    });
  });

  door.post('/office/links/:id/disabling', { right: 'write' }, async (visit) => {
    const { actor, now } = visit;
    const undo = await visit.write(async (tx) => {
      const link = await lockedLink(tx, visit);
      if (link.disabled_at !== null) return undefined;
      await disableLink(tx, actor, link, now);
      const data = { id: link.id, disabled_ms: now.epochMilliseconds, back: backOf(visit) };
      return linkDeed.offer(tx, actor, data, now);
    });
    return visit.redirect(backOf(visit), { key: 'sharing.said-disabled', undo });
  });

  door.post('/office/links/:id/delivery', { right: 'write' }, async (visit) => {
    const { actor, org, now, form } = visit;
    const channel = form.text('channel') === 'sms' ? 'sms' : 'email';
    await visit.write(async (tx) => {
      const link = await lockedLink(tx, visit);
      if (linkState(link, now) !== 'on') throw new Refused('sharing.refused-not-on');
      const sent = await sendLink(tx, actor, org, link, { kind: 'portal_link', channel, now });
      if (!sent) throw new Refused(channel === 'sms' ? 'sharing.refused-no-phone' : 'sharing.refused-no-email');
    });
    return visit.redirect(backOf(visit), {
      key: channel === 'sms' ? 'sharing.said-sent-sms' : 'sharing.said-sent-email',
    });
  });
}

function backOf(visit: OfficeFormVisit): string {
  return ownPath(visit.form.text('back')) ?? paths.office.home;
}

/** The link of the address, locked so that two presses are told apart. @throws NotFound */
async function lockedLink(tx: Tx, visit: OfficeFormVisit): Promise<Link> {
  const id = visit.c.req.param('id') ?? '';
  if (!isUuid(id)) throw new NotFound();
  const link = await lockLinkById(tx, visit.actor, id);
  if (link === null) throw new NotFound();
  return link;
}
