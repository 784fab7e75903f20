import type { Hono } from 'hono';
import { z } from 'zod';
import { paths, withQuery } from '../../kernel/paths.ts';
import { isInstantText, pageIn, pageQuery, type PlaceInList } from '../../platform/db/index.ts';
import type { Services } from '../../platform/services.ts';
import { unreadWords } from '../../ui/index.ts';
import { officeDoor, unreadInOffice, unreadNotices, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { defineDeed } from '../undo/index.ts';
import { ChoicesPage } from './choices.page.tsx';
import { isNoticeChoice, placeOf, type NoticeChoice, type NoticeKind } from './notice.ts';
import { NoticesPage } from './notices.page.tsx';
import { chooseNotices, markRead, markUnread, ownChoices, ownNotice, ownNotices } from './queries.ts';

/** What the office is told: the list behind the bell, and how each member of staff hears of what. */
export function noticeRoutes(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.get('/office/counts', { right: 'read', quiet: true }, counts);
  door.get('/office/notices', { right: 'read' }, drawList);
  door.post('/office/notices/read', { right: 'read' }, readAll);
  door.get('/office/notices/choices', { right: 'read' }, drawChoices);
  door.post('/office/notices/choices', { right: 'read' }, choose);
  door.get('/office/notices/:id', { right: 'read' }, open);
  door.post('/office/notices/:id/read', { right: 'read' }, readOne);
}

async function drawList(visit: OfficeVisit): Promise<Response> {
  const query = visit.c.req.query();
  const show = query['show'] === 'all' ? 'all' : 'unread';
  const list = await visit.read((tx) => ownNotices(tx, visit.actor, show, pageIn(query, isInstantText)));
  const at = (place: PlaceInList) =>
    withQuery(paths.office.notices, { show: show === 'all' ? show : undefined, ...pageQuery(place) });
  return visit.page(
    <NoticesPage
      frame={visit.frame}
      show={show}
      rows={list.rows}
      newer={list.newer ? at({ before: list.newer }) : undefined}
      older={list.older ? at({ after: list.older }) : undefined}
    />,
  );
}

/** The numbers of the rail and the bell, for a page that is open. */
async function counts({ actor, services, t, c }: OfficeVisit): Promise<Response> {
  const [notices, messages] = await services.db.inReadScope(actor, (tx) =>
    Promise.all([unreadNotices(tx, actor), unreadInOffice(tx, actor)]),
  );
  const found = [
    { place: paths.office.notices, ...unreadWords(notices, t) },
    { place: paths.office.messages, ...unreadWords(messages, t) },
  ];
  return c.json(found, 200, { 'Cache-Control': 'no-store' });
}

const idOf = (visit: OfficeVisit) => visit.c.req.param('id') ?? '';

/** Opens what the notice tells of; having looked is having read. */
async function open(visit: OfficeVisit): Promise<Response> {
  const notice = await visit.write(async (tx) => {
    const found = await ownNotice(tx, visit.actor, idOf(visit));
    await markRead(tx, visit.actor, { id: found.id }, visit.now);
    return found;
  });
  return visit.redirect(placeOf(notice));
}

async function readOne(visit: OfficeFormVisit): Promise<Response> {
  await visit.write(async (tx) => {
    const { id } = await ownNotice(tx, visit.actor, idOf(visit));
    await markRead(tx, visit.actor, { id }, visit.now);
  });
  return visit.redirect(paths.office.notices);
}

/** Marks notices as unread again, when *Mark all as read* is taken back. */
export const readAllDeed = defineDeed(
  'read-notices',
  'read',
  z.object({ ids: z.array(z.uuid()).max(2000) }),
  async (tx, actor, { ids }) => {
    await markUnread(tx, actor, ids);
    return { path: paths.office.notices, said: { key: 'notices.said-unread', values: { count: ids.length } } };
  },
);

const MOST_TAKEN_BACK = 2000;

async function readAll(visit: OfficeFormVisit): Promise<Response> {
  const { actor, now } = visit;
  const { count, undo } = await visit.write(async (tx) => {
    const ids = await markRead(tx, actor, 'all', now);
    const back =
      ids.length > 0 && ids.length <= MOST_TAKEN_BACK
        ? readAllDeed.offer(tx, actor, { ids: [...ids] }, now)
        : undefined;
    return { count: ids.length, undo: await back };
  });
  return visit.redirect(paths.office.notices, {
    key: 'notices.said-read',
    values: { count },
    ...(undo === undefined ? {} : { undo }),
  });
}

async function drawChoices(visit: OfficeVisit): Promise<Response> {
  const choices = await visit.read((tx) => ownChoices(tx, visit.actor));
  const mails = visit.services.senders.mail !== null;
  return visit.page(<ChoicesPage frame={visit.frame} choices={choices} mails={mails} />);
}

async function choose(visit: OfficeFormVisit): Promise<Response> {
  const { form, actor } = visit;
  await visit.write(async (tx) => {
    const kinds = (await ownChoices(tx, actor)).map(({ kind }) => kind);
    const chosen = kinds
      .map((kind) => [kind, form.text(kind)] as const)
      .filter((pair): pair is readonly [NoticeKind, NoticeChoice] => isNoticeChoice(pair[1]));
    await chooseNotices(tx, actor, new Map(chosen));
  });
  return visit.redirect(paths.office.noticesPart('choices'), { key: 'notices.said-chosen' });
}
