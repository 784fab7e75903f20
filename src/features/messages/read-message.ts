import { gate, type PortalActor, type StaffActor } from '../../kernel/actor.ts';
import { Invalid, type Problem } from '../../kernel/errors.ts';
import { isInvoiceNumber, isNumber, isUuid } from '../../kernel/ids.ts';
import { plainLine, plainText } from '../../kernel/plain-text.ts';
import { FORM_KEY, idFromParts, type TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { withinLimit, type Limit } from '../limits/index.ts';
import type { SentFiles } from '../access/index.ts';
import type { About } from './begin-thread.ts';
import { CONTACT_MESSAGES, LINK_MESSAGES, MOST_SUBJECT, MOST_TEXT, NEW_THREADS, type NewMessage } from './thread.ts';

/** What a form with a message says. @throws Invalid */
export function readMessage(
  form: TypedForm,
  sent: SentFiles,
  { where, writer, note = false }: { where: string; writer: string; note?: boolean },
): NewMessage {
  const body = plainText(form.text('body')).trim();
  const problems = bodyProblems(body, sent.files.length > 0);
  if (problems.length > 0) throw new Invalid(problems);
  const files = sent.files.map((file) => ('sha256' in file ? file.sha256 : ''));
  return { id: idOf(form, ['message', where, writer, note, body, files]), body };
}

function bodyProblems(body: string, hasFiles: boolean): Problem[] {
  if (body === '' && !hasFiles) return [{ field: 'body', key: 'messages.body-missing' }];
  const length = [...body].length;
  return length > MOST_TEXT
    ? [{ field: 'body', key: 'messages.body-too-long', values: { length, most: MOST_TEXT } }]
    : [];
}

/** The id of what this form makes: the same when it is sent again, another without the form's own key. */
function idOf(form: TypedForm, parts: readonly unknown[]): string {
  const key = form.text(FORM_KEY);
  return isUuid(key) ? idFromParts([key, ...parts]) : crypto.randomUUID();
}

/** What the form of a new thread says besides its message. @throws Invalid */
export function readThread(form: TypedForm, message: NewMessage): { id: string; subject: string | null; about: About } {
  const subject = plainLine(form.text('subject'));
  const length = [...subject].length;
  if (length > MOST_SUBJECT) {
    throw new Invalid([{ field: 'subject', key: 'messages.subject-too-long', values: { length, most: MOST_SUBJECT } }]);
  }
  const about = readAbout(form.text('about'));
  return { id: idFromParts(['thread', message.id, subject, about]), subject: subject === '' ? null : subject, about };
}

/** `job:1187`, `invoice:2041`, or nothing. */
export function readAbout(text: string): About {
  const [kind, number = ''] = text.split(/:(.*)/s);
  if (kind === 'job' && isNumber(number)) return { kind, number };
  return kind === 'invoice' && isInvoiceNumber(number) ? { kind, number } : null;
}

export function writerOf(actor: PortalActor | StaffActor): string {
  if (actor.kind === 'staff') return actor.staffId;
  return actor.kind === 'contact' ? actor.contactId : (actor.linkId ?? '');
}

/** Counts what a visitor sends. @throws Invalid when it is more than somebody with a question does */
export async function countSending(
  services: Services,
  actor: PortalActor,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const now = services.now();
  const limits: (readonly [Limit, string])[] = [
    actor.kind === 'contact' ? [CONTACT_MESSAGES, actor.contactId] : [LINK_MESSAGES, actor.linkId ?? actor.sessionId],
    ...(isNew ? [[NEW_THREADS, actor.customerId] as const] : []),
  ];
  const over = await services.db.inScope(gate(actor.orgId), async (tx) => {
    for (const [limit, of] of limits) {
      if (!(await withinLimit(tx, services.keys, { limit, of, orgId: actor.orgId, now }))) return limit;
    }
    return null;
  });
  if (over === null) return;
  const key = over === NEW_THREADS ? 'messages.too-many-threads' : 'messages.too-many';
  throw new Invalid([{ field: 'body', key, values: { most: over.most } }]);
}
