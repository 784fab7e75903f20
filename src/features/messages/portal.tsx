import type { Hono } from 'hono';
import { Invalid, NotFound, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import { newFormKey } from '../../platform/http/index.ts';
import { streamAnswer } from '../../platform/live/index.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts, unreadWords } from '../../ui/index.ts';
import { portalDoor, unreadThreads, type PortalFilesVisit, type PortalVisit } from '../access/index.ts';
import { answerFile, beginUpload, dropFiles, FILES_NEED, prepareFiles } from '../message-files/index.ts';
import { beginThread } from './begin-thread.ts';
import { isLookedAt, markReadByVisitor } from './mark-read.ts';
import { drawNew, drawThreads } from './portal-lists.tsx';
import { ThreadPage } from './portal-thread.page.tsx';
import { countSending, readMessage, readThread, writerOf } from './read-message.ts';
import { sendMessage } from './send-message.ts';
import { fileVisibleTo, placeInThread, threadById, type VisibleThreadDetail } from './visible-threads.ts';

const NEED = { area: 'messages' } as const;

/** The customer's side of messages. */
export function messagesPortal(app: Hono, services: Services): void {
  const door = portalDoor(app, services);
  const files = { ...NEED, ...FILES_NEED };
  const begin = (visit: PortalVisit, place: Parameters<typeof beginUpload>[2]) =>
    beginUpload(services, visit.actor, place);
  door.get('/:org/messages', NEED, drawThreads);
  door.get('/:org/messages/new', NEED, (visit) => drawNew(visit));
  door.files('/:org/messages/new', files, begin, ask);
  door.get('/:org/messages/:id', NEED, (visit) => drawThread(visit));
  door.files('/:org/messages/:id', files, begin, answer);
  door.get('/:org/files/:id', NEED, (visit) => file(visit, 'whole'));
  door.get('/:org/files/:id/small', NEED, (visit) => file(visit, 'small'));
  door.get('/:org/live', { ...NEED, quiet: true }, live);
  door.get('/:org/counts', { ...NEED, quiet: true }, counts);
}

function idOf(visit: PortalVisit): string {
  const id = visit.c.req.param('id') ?? '';
  if (!isUuid(id)) throw new NotFound();
  return id;
}

interface Typed {
  readonly body: string;
  readonly key: string;
  readonly problems: readonly Problem[];
}

async function drawThread(visit: PortalVisit, typed?: Typed): Promise<Response> {
  const { actor, org, t } = visit;
  const id = idOf(visit);
  const thread = await visit.read((tx) => threadById(tx, actor, id, visit.c.req.query('before') ?? null));
  await markRead(visit, thread);
  return visit.page(
    <ThreadPage
      org={org}
      places={visit.places}
      thread={thread}
      contactId={actor.kind === 'contact' ? actor.contactId : null}
      form={actor.viewedBy === null ? { key: typed?.key || newFormKey(), body: typed?.body ?? '' } : null}
      problems={problemTexts(typed?.problems ?? [], t)}
      backHref={actor.subject === null ? null : subjectHref(org.slug, thread)}
    />,
    typed === undefined ? 200 : 422,
  );
}

function subjectHref(slug: string, { job_number, invoice_number }: VisibleThreadDetail): string {
  return job_number === null ? paths.portal.invoice(slug, invoice_number ?? '') : paths.portal.job(slug, job_number);
}

/** Who has the newest messages before them has read them. Staff who look on have not. */
async function markRead({ c, actor, now, write }: PortalVisit, thread: VisibleThreadDetail): Promise<void> {
  if (!thread.is_unread || actor.viewedBy !== null || !isLookedAt(c) || c.req.query('before') !== undefined) return;
  await write((tx) => markReadByVisitor(tx, actor, { threadId: thread.id, position: thread.office_position, now }));
}

async function answer(visit: PortalFilesVisit): Promise<Response> {
  const { actor, form, org } = visit;
  const id = idOf(visit);
  // Whoever may not see the thread learns nothing by sending, and nothing of theirs is opened.
  const place = await visit.read((tx) => placeInThread(tx, actor, id));
  if (place === null) return giveBack(visit, new NotFound());
  try {
    await send(visit, id, (tx, sending) => sendMessage(tx, actor, id, sending), false);
  } catch (error) {
    if (!(error instanceof Invalid)) return giveBack(visit, error);
    await dropFiles(visit.services, visit.sent.place);
    return drawThread(visit, { body: form.text('body'), key: form.text('key'), problems: error.problems });
  }
  return visit.redirect(`${paths.portal.thread(org.slug, id)}#latest`);
}

async function ask(visit: PortalFilesVisit): Promise<Response> {
  const { actor, form, org } = visit;
  let id = '';
  try {
    const message = readMessage(form, visit.sent, { where: actor.customerId, writer: writerOf(actor) });
    const thread = readThread(form, message);
    id = thread.id;
    await send(visit, actor.customerId, (tx, sending) => beginThread(tx, actor, thread, sending), true);
  } catch (error) {
    if (!(error instanceof Invalid)) return giveBack(visit, error);
    await dropFiles(visit.services, visit.sent.place);
    return drawNew(visit, { values: form.values, key: form.text('key'), problems: error.problems });
  }
  return visit.redirect(paths.portal.thread(org.slug, id), { key: 'messages.said-asked' });
}

type Write = (tx: Tx, sending: Parameters<typeof sendMessage>[3]) => Promise<boolean>;

/** Limits, files, then the one transaction. Files of a message that was sent before are not kept twice. */
async function send(visit: PortalFilesVisit, where: string, write: Write, isNew: boolean): Promise<void> {
  const { actor, form, services, sent, now, org } = visit;
  const message = readMessage(form, sent, { where, writer: writerOf(actor) });
  await countSending(services, actor, { isNew });
  const files = await prepareFiles(services, { ...actor, locale: visit.locale }, sent);
  const fresh = await visit.write((tx) => write(tx, { message, files, place: sent.place, now, org }));
  if (!fresh) await dropFiles(services, sent.place);
}

/** What can't be taken leaves nothing behind. */
async function giveBack(visit: PortalFilesVisit, error: unknown): Promise<never> {
  await dropFiles(visit.services, visit.sent.place);
  throw error;
}

async function file(visit: PortalVisit, size: 'whole' | 'small'): Promise<Response> {
  const { actor, services } = visit;
  const id = idOf(visit);
  const found = await visit.read((tx) => fileVisibleTo(tx, actor, id));
  return answerFile(services, found, size);
}

/** A screen asks to be told when the thread, or any of the visitor's threads, changes. */
async function live(visit: PortalVisit): Promise<Response> {
  const { actor, services, c } = visit;
  const threadId = c.req.query('thread') ?? null;
  const shows = async (id: string) =>
    (await services.db.inOneTrip(actor, (tx) => placeInThread(tx, actor, id))) !== null;
  if (threadId !== null && !(await shows(threadId))) throw new NotFound();
  const seesAll = actor.permissions.messages === 'all' && actor.subject === null;
  return streamAnswer(services.live, {
    orgId: actor.orgId,
    sessionId: actor.sessionId,
    customerId: actor.customerId,
    personId: null,
    threadId,
    isForCounts: c.req.query('counts') === 'only',
    ...(seesAll ? {} : { shows }),
    ...(threadId === null ? {} : { missed: async () => (await at(visit, threadId)) !== (c.req.query('at') ?? '') }),
  });
}

/** The numbers of the bar, for a page that is open. */
async function counts({ actor, org, services, t, c }: PortalVisit): Promise<Response> {
  const unread = actor.subject === null ? await services.db.inOneTrip(actor, (tx) => unreadThreads(tx, actor)) : 0;
  const found = [{ place: paths.portal.messages(org.slug), ...unreadWords(unread, t) }];
  return c.json(found, 200, { 'Cache-Control': 'no-store' });
}

async function at({ services, actor }: PortalVisit, threadId: string): Promise<string> {
  return String(await services.db.inOneTrip(actor, (tx) => placeInThread(tx, actor, threadId)));
}
