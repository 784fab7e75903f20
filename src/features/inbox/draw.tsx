import type { Problem } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { newFormKey } from '../../platform/http/index.ts';
import { problemTexts } from '../../ui/index.ts';
import { shownPhone, type OfficeVisit } from '../access/index.ts';
import { jobTitles } from '../visible-jobs/index.ts';
import { customerBalance } from '../ledger/index.ts';
import { isLookedAt, markReadByStaff } from '../messages/index.ts';
import { CustomersView } from '../picking/index.ts';
import { savedReplies } from '../saved-replies/index.ts';
import { inboxAsked, inboxHref, type InboxAsked } from './asked.ts';
import { InboxPage, type InboxProps } from './inbox.page.tsx';
import { answerers, inboxPage, nextJobOf, peopleBeside, threadForOffice, threadsOf } from './queries.ts';
import { CustomerBeside } from './side.page.tsx';
import { OfficeThreadPage, type Writing } from './thread.page.tsx';
import type { OfficeThread } from './thread.ts';

export async function drawInbox(visit: OfficeVisit): Promise<Response> {
  const asked = inboxAsked(visit.c.req.query());
  const found = await visit.read((tx) => inboxPage(tx, visit.actor, asked, visit.org.country));
  return visit.page(<InboxPage {...listProps(visit, asked, found)} />);
}

function listProps(visit: OfficeVisit, asked: InboxAsked, found: Awaited<ReturnType<typeof inboxPage>>): InboxProps {
  const list = paths.office.messages;
  return {
    frame: visit.frame,
    asked,
    threads: found.rows,
    newer: found.newer ? inboxHref(list, asked, undefined, { before: found.newer }) : undefined,
    older: found.older ? inboxHref(list, asked, undefined, { after: found.older }) : undefined,
    mayWrite: visit.may('write'),
    jobWord: jobTitles(visit.org, visit.t).job,
  };
}

/** A form that comes back: with what was typed, a saved reply put in, or what is wrong. */
export interface TypedWriting {
  readonly form: 'answer' | 'note';
  readonly body: string;
  readonly key: string;
  readonly problems: readonly Problem[];
}

/** A thread's page beside the list. */
export async function drawThread(visit: OfficeVisit, typed?: TypedWriting): Promise<Response> {
  const { actor, org, now, c } = visit;
  const asked = inboxAsked(c.req.query());
  const id = c.req.param('id') ?? '';
  const { found, thread, beside } = await visit.read(async (tx) => {
    const [list, one, staff, replies] = await Promise.all([
      // In the address of a thread `before` names a message, not a place in the list.
      inboxPage(tx, actor, { ...asked, page: {} }, org.country),
      threadForOffice(tx, actor, id, c.req.query('before') ?? null),
      answerers(tx, actor),
      savedReplies(tx, actor),
    ]);
    const [people, balances, nextJob, others] = await Promise.all([
      peopleBeside(tx, actor, one.customer_id, id),
      customerBalance(tx, actor, one.customer_id),
      nextJobOf(tx, actor, one.customer_id, now),
      threadsOf(tx, actor, { customerId: one.customer_id }, 6),
    ]);
    return { found: list, thread: one, beside: { staff, replies, people, balances, nextJob, others } };
  });
  await markRead(visit, thread);
  const list = listProps(visit, { ...asked, page: {} }, found);
  return visit.page(
    <OfficeThreadPage
      list={list}
      thread={thread}
      staff={beside.staff}
      savedReplies={beside.replies}
      answer={writing(visit, 'answer', typed)}
      note={writing(visit, 'note', typed)}
      customersView={<CustomersView number={thread.customer_number} to={paths.portal.thread(org.slug, id)} />}
      side={
        <CustomerBeside
          thread={thread}
          people={beside.people}
          balances={beside.balances}
          nextJob={beside.nextJob ?? null}
          others={beside.others.filter((other) => other.id !== id)}
          shownPhone={(phone) => shownPhone(phone, org.country)}
          jobWord={list.jobWord}
        />
      }
    />,
    typed === undefined || typed.problems.length === 0 ? 200 : 422,
  );
}

function writing(visit: OfficeVisit, form: 'answer' | 'note', typed: TypedWriting | undefined): Writing {
  if (typed?.form !== form) return { key: newFormKey(), body: '', problems: [] };
  return { key: typed.key || newFormKey(), body: typed.body, problems: problemTexts(typed.problems, visit.t) };
}

/** Whoever may not answer takes nothing off the others' list by looking. */
async function markRead({ c, actor, now, write, may }: OfficeVisit, thread: OfficeThread): Promise<void> {
  if (!thread.is_unread && !thread.is_new_to_me) return;
  if (!isLookedAt(c) || c.req.query('before') !== undefined) return;
  const read = { threadId: thread.id, position: thread.last_position, now };
  await write((tx) => markReadByStaff(tx, actor, read, may('write')));
}
