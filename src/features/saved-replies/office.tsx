import type { Hono } from 'hono';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { FormReader } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { problemTexts } from '../../ui/index.ts';
import { officeDoor, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { changeOrg } from '../orgs/index.ts';
import { savedReplies } from './queries.ts';
import { MessageSettingsPage, type MessageSettingsProps } from './replies.page.tsx';
import { deleteReply, readReply, saveReply } from './save-reply.ts';

const PATH = paths.office.settingsPage('messages');
const part = (name: string) => paths.office.settingsPart('messages', name);

/** Settings of messages: notices of answers and saved replies. */
export function messageSettings(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.get(PATH, { right: 'manage' }, (visit) => draw(visit));
  door.post(part('notices'), { right: 'manage' }, saveNotices);
  door.post(part('replies'), { right: 'manage' }, (visit) => save(visit, null));
  door.post(part('reply'), { right: 'manage' }, (visit) => save(visit, visit.form.text('id')));
  door.post(part('reply-deletion'), { right: 'manage' }, async (visit) => {
    await visit.write((tx) => deleteReply(tx, visit.actor, visit.form.text('id'), visit.now));
    return visit.redirect(PATH, { key: 'replies.said-deleted' });
  });
}

interface Typed {
  readonly problems: readonly Problem[];
  readonly reply?: MessageSettingsProps['typed'];
  readonly notice?: MessageSettingsProps['notice'];
}

async function draw(visit: OfficeVisit, typed?: Typed): Promise<Response> {
  const { org, t } = visit;
  const replies = await visit.read((tx) => savedReplies(tx, visit.actor));
  return visit.page(
    <MessageSettingsPage
      frame={visit.frame}
      notice={typed?.notice ?? { choice: org.answer_notice, minutes: String(org.answer_notice_minutes) }}
      replies={replies}
      typed={typed?.reply ?? null}
      problems={problemTexts(typed?.problems ?? [], t)}
    />,
    typed === undefined ? 200 : 422,
  );
}

const NOTICES = ['off', 'email', 'sms', 'email_else_sms', 'sms_else_email'] as const;
const MOST_MINUTES = 1_440;

async function saveNotices(visit: OfficeFormVisit): Promise<Response> {
  const { form } = visit;
  const typed = { choice: form.text('answer_notice'), minutes: form.text('answer_notice_minutes') };
  const reader = new FormReader(form);
  const choice = reader.oneOf('answer_notice', NOTICES) ?? 'off';
  const minutes = /^\d{1,4}$/.test(typed.minutes) ? Number(typed.minutes) : 0;
  if (minutes < 1 || minutes > MOST_MINUTES) {
    reader.problem('answer_notice_minutes', 'replies.notice-minutes-bad', { most: MOST_MINUTES });
  }
  try {
    reader.done();
  } catch (error) {
    if (error instanceof Invalid) return draw(visit, { problems: error.problems, notice: typed });
    throw error;
  }
  const facts = { answer_notice: choice, answer_notice_minutes: minutes };
  await visit.write((tx) => changeOrg(tx, visit.actor, { event: 'org.changed', facts, now: visit.now }));
  return visit.redirect(PATH, { key: 'replies.said-notices' });
}

async function save(visit: OfficeFormVisit, id: string | null): Promise<Response> {
  const { form, actor, now } = visit;
  try {
    const reply = readReply(form);
    await visit.write((tx) => saveReply(tx, actor, id, reply, now));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return draw(visit, { problems: error.problems, reply: { id, name: form.text('name'), body: form.text('body') } });
  }
  return visit.redirect(PATH, { key: 'replies.said-saved' });
}
