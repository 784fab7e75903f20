import type { WordKey } from '../words/index.ts';
import type { Tone } from './context.tsx';
import type { IconName } from './icon.tsx';

interface StateLook {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly word: WordKey;
}

const look = (tone: Tone, icon: IconName, word: WordKey): StateLook => ({ tone, icon, word });

/**
 * Every state there is, once: its tint, its icon, its word. A list, a page, a mail and a PDF all read it here,
 * so the same state looks the same everywhere.
 */
export const states = {
  job: {
    received: look('plain', 'inbox', 'ui.state-job-received'),
    scheduling: look('info', 'calendar-search', 'ui.state-job-scheduling'),
    dispatched: look('info', 'clipboard-check', 'ui.state-job-dispatched'),
    on_the_way: look('info', 'truck', 'ui.state-job-on-the-way'),
    arrived: look('info', 'map-pin-check', 'ui.state-job-arrived'),
    in_progress: look('info', 'wrench', 'ui.state-job-in-progress'),
    completed: look('good', 'circle-check', 'ui.state-job-completed'),
    paused: look('warn', 'circle-pause', 'ui.state-job-paused'),
    cancelled: look('plain', 'circle-x', 'ui.state-job-cancelled'),
  },
  appointment: {
    to_book: look('warn', 'calendar-plus', 'ui.state-appointment-to-book'),
    booked: look('good', 'calendar-check', 'ui.state-appointment-booked'),
    waiting: look('info', 'hourglass', 'ui.state-appointment-waiting'),
    moved: look('info', 'calendar-sync', 'ui.state-appointment-moved'),
    no_access: look('bad', 'door-closed', 'ui.state-appointment-no-access'),
    cancelled: look('plain', 'calendar-x', 'ui.state-appointment-cancelled'),
    done: look('good', 'circle-check', 'ui.state-appointment-done'),
  },
  invoice: {
    draft: look('plain', 'file-pen', 'ui.state-invoice-draft'),
    open: look('info', 'clock', 'ui.state-invoice-open'),
    due_soon: look('warn', 'alarm-clock', 'ui.state-invoice-due-soon'),
    overdue: look('bad', 'circle-alert', 'ui.state-invoice-overdue'),
    part_paid: look('warn', 'chart-pie', 'ui.state-invoice-part-paid'),
    paid: look('good', 'circle-check', 'ui.state-invoice-paid'),
    in_question: look('warn', 'message-circle-question-mark', 'ui.state-invoice-in-question'),
    credited: look('plain', 'file-minus', 'ui.state-invoice-credited'),
    void: look('plain', 'ban', 'ui.state-invoice-void'),
  },
  payment: {
    pending: look('info', 'hourglass', 'ui.state-payment-pending'),
    cleared: look('good', 'circle-check', 'ui.state-payment-cleared'),
    failed: look('bad', 'circle-x', 'ui.state-payment-failed'),
    returned: look('bad', 'undo-2', 'ui.state-payment-returned'),
    refunded: look('plain', 'rotate-ccw', 'ui.state-payment-refunded'),
  },
  link: {
    on: look('good', 'circle-check', 'ui.state-link-on'),
    ending: look('warn', 'alarm-clock', 'ui.state-link-ending'),
    disabled: look('plain', 'ban', 'ui.state-link-disabled'),
    ended: look('bad', 'calendar-x', 'ui.state-link-ended'),
    none: look('plain', 'link-2-off', 'ui.state-link-none'),
  },
  delivery: {
    queued: look('plain', 'hourglass', 'ui.state-delivery-queued'),
    sending: look('info', 'send', 'ui.state-delivery-sending'),
    held: look('plain', 'inbox', 'ui.state-delivery-held'),
    sent: look('info', 'mail', 'ui.state-delivery-sent'),
    delivered: look('good', 'mail-check', 'ui.state-delivery-delivered'),
    opened: look('info', 'mail-open', 'ui.state-delivery-opened'),
    failed: look('bad', 'mail-x', 'ui.state-delivery-failed'),
    suppressed: look('plain', 'ban', 'ui.state-delivery-suppressed'),
  },
  import: {
    mapping: look('plain', 'columns-3', 'ui.state-import-mapping'),
    checking: look('info', 'search', 'ui.state-import-checking'),
    checked: look('info', 'clipboard-check', 'ui.state-import-checked'),
    running: look('info', 'hourglass', 'ui.state-import-running'),
    done: look('good', 'circle-check', 'ui.state-import-done'),
    refused: look('bad', 'file-x', 'ui.state-import-refused'),
    failed: look('bad', 'circle-x', 'ui.state-import-failed'),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, StateLook>>>>;

export type StateKind = keyof typeof states;
export type StateOf<Kind extends StateKind> = keyof (typeof states)[Kind] & string;

/** How a state looks. */
export function stateLook<Kind extends StateKind>(kind: Kind, state: StateOf<Kind>): StateLook {
  const looks: Readonly<Record<string, StateLook>> = states[kind];
  const found = looks[state];
  if (found === undefined) throw new Error(`No look for ${kind} '${state}'`);
  return found;
}
