import { Invalid, NotFound, type Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import type { Tx } from '../../platform/db/index.ts';
import { newFormKey } from '../../platform/http/index.ts';
import { problemTexts } from '../../ui/index.ts';
import type { OfficeFilesVisit, OfficeVisit } from '../access/index.ts';
import { jobTitles } from '../visible-jobs/index.ts';
import { dropFiles, prepareFiles } from '../message-files/index.ts';
import { aboutText, readMessage, readThread, writerOf, type Sending } from '../messages/index.ts';
import { customerAsked } from '../picking/index.ts';
import { filledReply, savedReplies } from '../saved-replies/index.ts';
import { answerThread, beginOfficeThread } from './answer-thread.ts';
import { aboutOf, peopleOf, threadFacts, type AboutFound } from './beginning.ts';
import { drawThread } from './draw.tsx';
import { NewOfficeThreadPage } from './new.page.tsx';

/** An answer, or with `insert` a saved reply put into what was typed so far. */
export async function answer(visit: OfficeFilesVisit): Promise<Response> {
  if (visit.form.has('insert')) return insert(visit);
  return write(visit, 'answer');
}

export async function note(visit: OfficeFilesVisit): Promise<Response> {
  return write(visit, 'note');
}

async function write(visit: OfficeFilesVisit, kind: 'answer' | 'note'): Promise<Response> {
  const { actor, form } = visit;
  const id = visit.c.req.param('id') ?? '';
  try {
    const { customer_id } = await visit.read((tx) => threadFacts(tx, actor, id));
    const message = readMessage(form, visit.sent, { where: id, writer: writerOf(actor), note: kind === 'note' });
    await send(visit, customer_id, message, (tx, sending) =>
      answerThread(tx, actor, id, { ...sending, internal: kind === 'note' }),
    );
  } catch (error) {
    await dropFiles(visit.services, visit.sent.place);
    if (!(error instanceof Invalid)) throw error;
    return drawThread(visit, { form: kind, body: form.text('body'), key: form.text('key'), problems: error.problems });
  }
  return visit.redirect(`${paths.office.thread(id)}#latest`);
}

async function send(
  visit: OfficeFilesVisit,
  customerId: string,
  message: Sending['message'],
  work: (tx: Tx, sending: Omit<Sending, 'internal'>) => Promise<boolean>,
): Promise<void> {
  const { actor, services, sent, now, org } = visit;
  const files = await prepareFiles(services, { orgId: actor.orgId, customerId, locale: visit.locale }, sent);
  const fresh = await visit.write((tx) => work(tx, { message, files, place: sent.place, now, org }));
  if (!fresh) await dropFiles(services, sent.place);
}

/** Files that were chosen have to be chosen again: a browser gives none back. */
async function insert(visit: OfficeFilesVisit): Promise<Response> {
  const { actor, form, services, sent, org } = visit;
  await dropFiles(services, sent.place);
  const id = visit.c.req.param('id') ?? '';
  const { text, problem } = await visit.read(async (tx) =>
    filledReply(tx, actor, form.text('reply'), { ...(await threadFacts(tx, actor, id)), org_name: org.name }),
  );
  return drawThread(visit, {
    form: 'answer',
    body: joined(form.text('body'), text),
    key: form.text('key'),
    problems: problem === null ? [] : [problem],
  });
}

function joined(typed: string, reply: string): string {
  return [typed, reply].filter((part) => part !== '').join('\n\n');
}

interface TypedBeginning {
  readonly values: Readonly<Record<string, string>>;
  readonly key: string;
  readonly problems: readonly Problem[];
}

/** The form for a first message: `?customer=10318&about=job:1187`. */
export async function drawBeginning(visit: OfficeVisit, typed?: TypedBeginning): Promise<Response> {
  const { actor, c, t } = visit;
  const asked = (name: string) => typed?.values[name] ?? c.req.query(name) ?? '';
  const { customer, people, about, replies } = await visit.read(async (tx) => {
    const found = await customerAsked(tx, actor, asked('customer'));
    if (!found) throw new NotFound();
    const [contacts, subject, saved] = await Promise.all([
      peopleOf(tx, actor, found.id),
      aboutOf(tx, actor, found.id, asked('about')),
      savedReplies(tx, actor),
    ]);
    return { customer: found, people: contacts, about: subject, replies: saved };
  });
  return visit.page(
    <NewOfficeThreadPage
      frame={visit.frame}
      customer={customer}
      people={people}
      savedReplies={replies}
      about={about === null ? null : { value: asked('about'), label: aboutLabel(visit, about) }}
      values={typed?.values ?? {}}
      formKey={typed?.key || newFormKey()}
      problems={problemTexts(typed?.problems ?? [], t)}
    />,
    typed === undefined || typed.problems.length === 0 ? 200 : 422,
  );
}

function aboutLabel({ org, t }: OfficeVisit, about: AboutFound): string {
  return aboutText(about, jobTitles(org, t).job, t) ?? '';
}

/** A first message, or with `insert` a saved reply put into it. */
export async function begin(visit: OfficeFilesVisit): Promise<Response> {
  const { actor, form, services, sent } = visit;
  try {
    const { customer, about, people } = await visit.read(async (tx) => {
      const found = await customerAsked(tx, actor, form.text('customer'));
      if (!found) throw new NotFound();
      const subject = await aboutOf(tx, actor, found.id, form.text('about'));
      return { customer: found, about: subject, people: await peopleOf(tx, actor, found.id) };
    });
    if (form.has('insert')) return await insertInBeginning(visit, customer, about, people);
    const message = readMessage(form, sent, { where: customer.id, writer: writerOf(actor) });
    const { id, subject } = readThread(form, message);
    const beginning = {
      id,
      subject,
      customerId: customer.id,
      contactId: form.text('contact') || null,
      jobId: about?.job_id ?? null,
      invoiceId: about?.invoice_id ?? null,
    };
    await send(visit, customer.id, message, (tx, sending) => beginOfficeThread(tx, actor, beginning, sending));
    return visit.redirect(paths.office.thread(id), { key: 'inbox.said-sent', values: { name: customer.name } });
  } catch (error) {
    await dropFiles(services, sent.place);
    if (!(error instanceof Invalid)) throw error;
    return drawBeginning(visit, { values: form.values, key: form.text('key'), problems: error.problems });
  }
}

async function insertInBeginning(
  visit: OfficeFilesVisit,
  customer: { readonly id: string; readonly name: string; readonly number: string },
  about: AboutFound | null,
  people: readonly { readonly id: string; readonly first_name: string | null }[],
): Promise<Response> {
  const { actor, form, services, sent, org } = visit;
  await dropFiles(services, sent.place);
  const person = people.find(({ id }) => id === form.text('contact')) ?? people[0];
  const facts = {
    first_name: person?.first_name ?? null,
    customer_name: customer.name,
    customer_number: customer.number,
    subject_number: about?.job_number ?? about?.invoice_number ?? null,
    org_name: org.name,
  };
  const { text, problem } = await visit.read((tx) => filledReply(tx, actor, form.text('reply'), facts));
  const values = { ...form.values, body: joined(form.text('body'), text) };
  return drawBeginning(visit, { values, key: form.text('key'), problems: problem === null ? [] : [problem] });
}
