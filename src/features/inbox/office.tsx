import type { Hono } from 'hono';
import { NotFound } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import { streamAnswer } from '../../platform/live/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit, type UploadPlace } from '../access/index.ts';
import { answerFile, beginUpload, FILES_NEED } from '../message-files/index.ts';
import { assignThread, closeThread, reopenThread } from './change-thread.ts';
import { drawInbox, drawThread } from './draw.tsx';
import { fileForOffice, lastPosition } from './queries.ts';
import { answer, begin, drawBeginning, note } from './write.tsx';

const ONE = '/office/messages/:id';

/** The office's side of messages. */
export function officeMessages(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  const files = { right: 'write', ...FILES_NEED } as const;
  const place = (visit: OfficeVisit, upload: UploadPlace) => beginUpload(services, visit.actor, upload);
  door.get('/office/messages', { right: 'read' }, drawInbox);
  door.get('/office/messages/new', { right: 'write' }, (visit) => drawBeginning(visit));
  door.files('/office/messages/new', files, place, begin);
  door.get(ONE, { right: 'read' }, (visit) => drawThread(visit));
  door.files(ONE, files, place, answer);
  door.files(`${ONE}/notes`, files, place, note);
  door.post(`${ONE}/assignment`, { right: 'write' }, assign);
  door.post(`${ONE}/closing`, { right: 'write' }, close);
  door.post(`${ONE}/reopening`, { right: 'write' }, reopen);
  door.get('/office/files/:id', { right: 'read' }, (visit) => file(visit, 'whole'));
  door.get('/office/files/:id/small', { right: 'read' }, (visit) => file(visit, 'small'));
  door.get('/office/live', { right: 'read', quiet: true }, live);
}

function idOf(visit: OfficeVisit): string {
  const id = visit.c.req.param('id') ?? '';
  if (!isUuid(id)) throw new NotFound();
  return id;
}

async function file(visit: OfficeVisit, size: 'whole' | 'small'): Promise<Response> {
  const found = await visit.read((tx) => fileForOffice(tx, visit.actor, idOf(visit)));
  return answerFile(visit.services, found, size);
}

async function assign(visit: OfficeFormVisit): Promise<Response> {
  const { actor, form, now } = visit;
  const id = idOf(visit);
  const name = await visit.write((tx) => assignThread(tx, actor, id, form.text('staff') || null, now));
  return visit.redirect(
    paths.office.thread(id),
    name === null ? { key: 'inbox.said-assigned-nobody' } : { key: 'inbox.said-assigned', values: { name } },
  );
}

async function close(visit: OfficeFormVisit): Promise<Response> {
  const id = idOf(visit);
  await visit.write((tx) => closeThread(tx, visit.actor, id, visit.now));
  const undo = paths.office.threadPart(id, 'reopening');
  return visit.redirect(paths.office.thread(id), { key: 'inbox.said-closed', undo });
}

async function reopen(visit: OfficeFormVisit): Promise<Response> {
  const id = idOf(visit);
  await visit.write((tx) => reopenThread(tx, visit.actor, id, visit.now));
  return visit.redirect(paths.office.thread(id), { key: 'inbox.said-reopened' });
}

/** A screen asks to be told when this thread, or any of the org's, changes. */
async function live(visit: OfficeVisit): Promise<Response> {
  const { actor, services, c } = visit;
  const threadId = c.req.query('thread') ?? null;
  const last = async (id: string) => String(await services.db.inReadScope(actor, (tx) => lastPosition(tx, actor, id)));
  if (threadId !== null) await last(threadId);
  return streamAnswer(services.live, {
    orgId: actor.orgId,
    sessionId: actor.sessionId,
    customerId: null,
    personId: actor.staffId,
    threadId,
    isForCounts: c.req.query('counts') === 'only',
    ...(threadId === null ? {} : { missed: async () => (await last(threadId)) !== (c.req.query('at') ?? '') }),
  });
}
