import { paths, withQuery } from '../../kernel/paths.ts';
import type { OrgRow } from '../sessions/index.ts';
import type { HomeFacts } from './queries.ts';

/** One thing to do: its words are `desk.need-<id>` and, for the button, `desk.do-<id>`. */
export interface Need {
  readonly id: NeedId;
  readonly tone: 'warn' | 'bad';
  readonly count: number;
  /** Who or what the oldest of them is about. */
  readonly subject: string;
  readonly detail: string;
  readonly money: { readonly minor: bigint; readonly currency: string } | null;
  readonly at: Temporal.Instant | Temporal.PlainDate | null;
  readonly href: string;
}

export type NeedId = 'braked' | 'failed' | 'overdue' | 'asked' | 'paused' | 'window' | 'pins' | 'imports' | 'ending';

/** What needs doing, most pressing first. One of a kind leads to the thing itself, several to their list. */
export function needsFrom({
  overdue,
  withoutWindow,
  paused,
  ending,
  asked,
  failed,
  imports,
  pins,
  braked,
}: HomeFacts['needs']): readonly Need[] {
  const { office } = paths;
  const needs: (Need | undefined)[] = [
    braked && { ...plain('braked', 'bad', 1, braked.ends_at), href: withQuery(office.signIns, { outcome: 'wrong' }) },
    failed && {
      ...plain('failed', 'bad', failed.count, failed.queued_at),
      subject: failed.recipient_name ?? failed.recipient,
      detail: failed.channel,
      href: failed.count === 1 ? office.delivery(failed.id) : withQuery(office.deliveries, { state: 'failed' }),
    },
    overdue && {
      ...plain('overdue', 'bad', overdue.count, overdue.due_on),
      subject: overdue.customer_name,
      detail: overdue.number ?? '',
      money: { minor: overdue.sum_minor, currency: overdue.currency },
      href: overdue.count === 1 ? office.invoice(overdue.id) : withQuery(office.invoices, { state: 'overdue' }),
    },
    asked && {
      ...plain('asked', 'warn', asked.count, asked.renewal_asked_at),
      subject: asked.customer_name,
      href: asked.count === 1 ? office.customer(asked.customer_number) : withQuery(office.links, { show: 'asked' }),
    },
    paused && {
      ...plain('paused', 'warn', paused.count, null),
      subject: `${paused.number} ${paused.title}`,
      detail: paused.pause_reason ?? '',
      href: paused.count === 1 ? office.job(paused.number) : withQuery(office.jobs, { step: 'paused' }),
    },
    withoutWindow && {
      ...plain('window', 'warn', withoutWindow.count, withoutWindow.created_at),
      subject: `${withoutWindow.number} ${withoutWindow.title}`,
      detail: withoutWindow.customer_name,
      href:
        withoutWindow.count === 1 ? office.job(withoutWindow.number) : withQuery(office.jobs, { sort: 'window-last' }),
    },
    pins && {
      ...plain('pins', 'warn', pins.count, pins.fails_since),
      subject: [pins.first_name, pins.last_name].filter(Boolean).join(' ') || pins.customer_name,
      href: office.contact(pins.customer_number, pins.contact_id),
    },
    imports && {
      ...plain('imports', 'warn', imports.count, imports.finished_at),
      subject: imports.file_name,
      detail: String(imports.rows_bad),
      href: imports.count === 1 ? office.import(imports.id) : office.imports,
    },
    ending && {
      ...plain('ending', 'warn', ending.count, ending.expires_at),
      subject: ending.customer_name,
      href: ending.count === 1 ? office.customer(ending.customer_number) : withQuery(office.links, { show: 'ending' }),
    },
  ];
  return needs.filter((need) => need !== undefined);
}

function plain(id: NeedId, tone: Need['tone'], count: number, at: Need['at']) {
  return { id, tone, count, at, subject: '', detail: '', money: null };
}

export type SetupStep = 'contact' | 'look' | 'customers' | 'tax' | 'bank' | 'mail' | 'share' | 'open';

/** What is still off in this office, in the order in which it is best done. */
export function stepsLeft(
  org: OrgRow,
  has: HomeFacts['has'],
  sends: { readonly mail: boolean },
): readonly { readonly id: SetupStep; readonly href: string }[] {
  const { office } = paths;
  const steps: readonly (readonly [SetupStep, boolean, string])[] = [
    ['contact', org.phone !== null && org.address !== null, office.settingsPage('org')],
    ['look', org.logo_version !== null, office.settingsPage('look')],
    ['customers', has.customers, office.newImport],
    ['tax', has.tax, office.settingsPage('billing')],
    ['bank', org.bank_account !== null, office.settingsPage('billing')],
    ['mail', sends.mail, office.deliveries],
    ['open', org.portal_open, office.settingsPage('access')],
    ['share', has.links, office.customers],
  ];
  return steps.filter(([, done]) => !done).map(([id, , href]) => ({ id, href }));
}
