import { paths, withQuery } from '../../kernel/paths.ts';
import type { StaffRight } from '../../kernel/permissions.ts';

/** Of what the office is told, and who hears of it: those who may do something about it. */
const RIGHTS = {
  message: 'write',
  details: 'write',
  change_stopped: 'write',
  link_asked: 'write',
  delivery: 'write',
  overdue: 'write',
  link_ending: 'write',
  colleague: 'write',
  pin_dead: 'manage',
  braked: 'manage',
  import: 'manage',
  bulk_permissions: 'manage',
  joined: 'own',
} as const satisfies Readonly<Record<string, StaffRight>>;

export type NoticeKind = keyof typeof RIGHTS;
export const NOTICE_KINDS = Object.keys(RIGHTS).filter(isNoticeKind);

export function isNoticeKind(text: string): text is NoticeKind {
  return Object.hasOwn(RIGHTS, text);
}

export function rightFor(kind: NoticeKind): StaffRight {
  return RIGHTS[kind];
}

/** How a member of staff hears of a kind: on the page, also by e-mail at once, also in the morning's summary, not at all. */
export const NOTICE_CHOICES = ['office', 'email', 'daily', 'none'] as const;
export type NoticeChoice = (typeof NOTICE_CHOICES)[number];

export function isNoticeChoice(text: string): text is NoticeChoice {
  return NOTICE_CHOICES.some((choice) => choice === text);
}

/** What is told. `only`: to this member of staff alone, who asked for it or is in charge. */
export interface Telling {
  readonly kind: NoticeKind;
  /** Unread notices of one group are one line that counts. */
  readonly group: string;
  readonly customerId: string | null;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  /** What the sentence `notices.say-<kind>` names. */
  readonly data: Readonly<Record<string, string | number>>;
  readonly only?: string | undefined;
  /** Who did it knows already. */
  readonly not?: string | undefined;
}

/** A line of the list. */
export interface NoticeLine {
  readonly id: string;
  readonly kind: string;
  readonly times: number;
  readonly data: Readonly<Record<string, string | number>>;
  readonly customerNumber: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly lastAt: Temporal.Instant;
  readonly readAt: Temporal.Instant | null;
}

/** Where the thing is that a notice tells of. */
export function placeOf(notice: Omit<NoticeLine, 'lastAt' | 'readAt'>): string {
  const { office } = paths;
  const { kind, customerNumber, subjectId } = notice;
  const customer = customerNumber === null ? office.home : office.customer(customerNumber);
  switch (kind) {
    case 'delivery':
      return subjectId !== null && notice.times === 1
        ? office.delivery(subjectId)
        : withQuery(office.deliveries, { state: 'failed' });
    case 'overdue':
      return withQuery(office.invoices, { state: 'overdue' });
    case 'import':
      return subjectId === null ? office.imports : office.import(subjectId);
    case 'link_ending':
      return withQuery(office.links, { show: 'ending' });
    case 'link_asked':
      return customerNumber === null ? withQuery(office.links, { show: 'asked' }) : customer;
    case 'pin_dead':
    case 'change_stopped':
    case 'colleague':
      return customerNumber !== null && subjectId !== null ? office.contact(customerNumber, subjectId) : customer;
    case 'joined':
      return office.settingsPage('team');
    case 'message':
      return subjectId === null ? customer : office.thread(subjectId);
    default:
      return customer;
  }
}
