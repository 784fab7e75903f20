import type { InferResult } from 'kysely';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/db/index.ts';
import { englishWords, isWordKey, type Translate, type WordKey } from '../../words/index.ts';
import { changeWords } from '../permissions/index.ts';

export interface HistoryEntry {
  readonly id: string;
  readonly name: string;
  readonly actorKind: string;
  readonly actorName: string | null;
  /** Whom or what it is about: a contact's or colleague's name, a job or an invoice by its number. */
  readonly about: { readonly kind: 'contact' | 'staff' | 'job' | 'invoice'; readonly name: string } | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Temporal.Instant;
}

/** Whose history: all that concerns a customer or one of its contacts, or one record's. */
export type HistoryOf =
  | { readonly customerId: string; readonly contactId?: string }
  | { readonly subject: { readonly kind: string; readonly id: string } };

/** A record's page shows its last doings; the whole log is a page of its own. */
const SHOWN = 30;

/** What happened, newest first, at most `limit`. */
export async function historyOf(
  tx: Tx,
  actor: StaffActor,
  of: HistoryOf,
  limit = SHOWN,
): Promise<readonly HistoryEntry[]> {
  const rows = await entriesOf(tx, actor)
    // Each page that staff looked at as a customer is in the log, and would be all there is in a history.
    .where('e.name', '<>', 'portal.page_viewed')
    .$if('customerId' in of, (query) => query.where('e.customer_id', '=', 'customerId' in of ? of.customerId : ''))
    .$if('contactId' in of && of.contactId !== undefined, (query) =>
      query.where('p.id', '=', 'contactId' in of ? (of.contactId ?? null) : null),
    )
    .$if('subject' in of, (query) =>
      query
        .where('e.subject_kind', '=', 'subject' in of ? of.subject.kind : '')
        .where('e.subject_id', '=', 'subject' in of ? of.subject.id : ''),
    )
    .orderBy('e.happened_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(historyEntry);
}

/** The org's entries with whom and what each is about, for any list of them. */
export function entriesOf(tx: Tx, actor: StaffActor) {
  return tx
    .selectFrom('events as e')
    .leftJoin('links as l', (on) =>
      on.onRef('l.org_id', '=', 'e.org_id').onRef('l.id', '=', 'e.subject_id').on('e.subject_kind', '=', 'link'),
    )
    .leftJoin('contacts as p', (on) =>
      on.onRef('p.org_id', '=', 'e.org_id').on((eb) => eb('p.id', '=', eb.fn.coalesce('l.contact_id', 'e.subject_id'))),
    )
    .leftJoin('jobs as j', (on) =>
      on.onRef('j.org_id', '=', 'e.org_id').on((eb) => eb('j.id', '=', eb.fn.coalesce('l.job_id', 'e.subject_id'))),
    )
    .leftJoin('invoices as i', (on) =>
      on.onRef('i.org_id', '=', 'e.org_id').on((eb) => eb('i.id', '=', eb.fn.coalesce('l.invoice_id', 'e.subject_id'))),
    )
    .leftJoin('staff as m', (on) =>
      on.onRef('m.org_id', '=', 'e.org_id').onRef('m.id', '=', 'e.subject_id').on('e.subject_kind', '=', 'staff'),
    )
    .select([
      'e.id',
      'e.name',
      'e.actor_kind',
      'e.actor_name',
      'e.data',
      'e.happened_at',
      'm.name as member_name',
      'p.first_name',
      'p.last_name',
      'p.email',
      'p.phone',
      'j.number as job_number',
      'i.number as invoice_number',
    ])
    .where('e.org_id', '=', actor.orgId);
}

export type EntryRow = InferResult<ReturnType<typeof entriesOf>>[number];

export function historyEntry(row: EntryRow): HistoryEntry {
  return {
    id: row.id,
    name: row.name,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    about: aboutOf(row),
    data: isRecord(row.data) ? row.data : {},
    at: row.happened_at,
  };
}

function aboutOf(row: {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly job_number: string | null;
  readonly invoice_number: string | null;
  readonly member_name: string | null;
}): HistoryEntry['about'] {
  const name = [row.first_name, row.last_name].filter(Boolean).join(' ') || row.email || row.phone;
  if (name !== null) return { kind: 'contact', name };
  if (row.member_name !== null) return { kind: 'staff', name: row.member_name };
  if (row.job_number !== null) return { kind: 'job', name: row.job_number };
  return row.invoice_number === null ? null : { kind: 'invoice', name: row.invoice_number };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An event in words: the sentence of its name in `words/en/events.json`, or the plain name when it has none yet. */
export function eventWords(entry: HistoryEntry, t: Translate): string {
  const actor = entry.actorKind === 'system' ? t('events.system') : (entry.actorName ?? t('events.nobody'));
  const key = `events.${entry.name.replace('.', '-')}`;
  if (!isWordKey(key)) return t('events.other', { actor, event: entry.name.replaceAll(/[._]/g, ' ') });
  const data = Object.fromEntries(Object.entries(entry.data).map(([name, value]) => [name, String(value)]));
  if (data['fields'] !== undefined) data['fields'] = fieldWords(data['fields'], t);
  const changes = changeWords(entry.data, t);
  return t(key, { ...gapsIn(key), ...data, changes, actor, subject: subjectWords(entry, t) });
}

/** An older event may lack what today's sentence names; a gap reads better than a broken page. */
function gapsIn(key: WordKey): Record<string, string> {
  const names = Array.from((englishWords.get(key) ?? '').matchAll(/\{(\w+)[,}]/g), ([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, '']));
}

/** Names of columns ("line1,line2,email") as people call them, each once. */
export function fieldWords(names: string, t: Translate): string {
  const words = names.split(',').map((name) => {
    const key = `events.field-${name}`;
    return isWordKey(key) ? t(key) : name;
  });
  return [...new Set(words)].join(t('events.comma'));
}

function subjectWords({ about }: HistoryEntry, t: Translate): string {
  if (about === null) return t('events.this');
  if (about.kind === 'contact' || about.kind === 'staff') return about.name;
  return t(about.kind === 'job' ? 'events.the-job' : 'events.the-invoice', { number: about.name });
}
