import { type Problem, NotFound } from '../../kernel/errors.ts';
import { paths } from '../../kernel/paths.ts';
import { encodeCursor, isInstantText, pageIn, type Tx } from '../../platform/db/index.ts';
import { newFormKey } from '../../platform/http/index.ts';
import { problemTexts } from '../../ui/index.ts';
import { portalMay } from '../sessions/index.ts';
import { type PortalVisit } from '../access/index.ts';
import { invoicesVisibleTo } from '../visible-papers/index.ts';
import { jobsVisibleTo, jobTitles } from '../visible-jobs/index.ts';
import { aboutText } from './about.ts';
import { NewThreadPage } from './portal-new.page.tsx';
import { ThreadsPage } from './portal-threads.page.tsx';
import { readAbout } from './read-message.ts';
import { threadsPage } from './visible-threads.ts';

/** The newest jobs and invoices that a question can be about; about an older one it is asked on that one's page. */
const CHOICES = 15;

export async function drawThreads(visit: PortalVisit): Promise<Response> {
  const { actor, org } = visit;
  const page = pageIn(visit.c.req.query(), isInstantText);
  const found = await visit.read((tx) => threadsPage(tx, actor, page));
  const place = visit.places.find(({ href }) => href === paths.portal.messages(org.slug));
  const list = paths.portal.messages(org.slug);
  return visit.page(
    <ThreadsPage
      org={org}
      places={visit.places}
      threads={found.rows}
      unread={place?.fresh ?? 0}
      newer={found.newer ? `${list}?before=${encodeCursor(found.newer)}` : undefined}
      older={found.older ? `${list}?after=${encodeCursor(found.older)}` : undefined}
      mayWrite={actor.viewedBy === null}
    />,
  );
}

interface TypedThread {
  readonly values: Readonly<Record<string, string>>;
  readonly key: string;
  readonly problems: readonly Problem[];
}

/** The form for a new thread; `?about=job:1187` on the way from a job's page. */
export async function drawNew(visit: PortalVisit, typed?: TypedThread): Promise<Response> {
  const { actor, org, t } = visit;
  const asked = typed?.values['about'] ?? visit.c.req.query('about') ?? '';
  const about = readAbout(asked);
  const found = await visit.read((tx) => choicesOf(tx, visit));
  const choices = found.map(({ kind, number, title }) => ({
    value: `${kind}:${number}`,
    label: labelOf(visit, kind, number, title),
  }));
  const fixed = choices.find(({ value }) => value === asked);
  if (actor.subject !== null && fixed === undefined && asked !== '') throw new NotFound();
  // An older one than those that can be chosen from is named as it is; whether it may be asked about, the action says.
  const isOlder = about !== null && fixed === undefined;
  const older = isOlder ? [{ value: asked, label: labelOf(visit, about.kind, about.number, null) }] : [];
  const slug = org.slug;
  return visit.page(
    <NewThreadPage
      org={org}
      places={visit.places}
      choices={actor.subject === null ? [...older, ...choices] : choices.slice(0, 1)}
      values={{ subject: typed?.values['subject'] ?? '', about: asked, body: typed?.values['body'] ?? '' }}
      formKey={typed?.key || newFormKey()}
      problems={problemTexts(typed?.problems ?? [], t)}
      back={
        actor.subject === null
          ? { href: paths.portal.messages(slug), label: t('messages.title') }
          : { href: paths.portal.home(slug), label: t('messages.back') }
      }
    />,
    typed === undefined ? 200 : 422,
  );
}

function labelOf({ org, t }: PortalVisit, kind: 'job' | 'invoice', number: string, title: string | null): string {
  const named =
    kind === 'job' ? { job_number: number, invoice_number: null } : { job_number: null, invoice_number: number };
  const text = aboutText(named, jobTitles(org, t).job, t) ?? '';
  return title === null ? text : `${text}, ${title}`;
}

async function choicesOf(tx: Tx, { actor }: PortalVisit) {
  const [jobs, invoices] = await Promise.all([
    portalMay(actor, 'jobs')
      ? jobsVisibleTo(tx, actor)
          .select(['j.number', 'j.title'])
          .orderBy('j.created_at', 'desc')
          .orderBy('j.id', 'desc')
          .limit(CHOICES)
          .execute()
      : [],
    portalMay(actor, 'invoices')
      ? invoicesVisibleTo(tx, actor)
          .select('i.number')
          .orderBy('i.issued_on', 'desc')
          .orderBy('i.id', 'desc')
          .limit(CHOICES)
          .execute()
      : [],
  ]);
  return [
    ...jobs.map(({ number, title }) => ({ kind: 'job' as const, number, title })),
    ...invoices.flatMap(({ number }) => (number === null ? [] : [{ kind: 'invoice' as const, number, title: null }])),
  ];
}
