import type { Limit } from '../limits/index.ts';

/** As the columns' checks have it, in characters. */
export const MOST_TEXT = 5_000;
export const MOST_SUBJECT = 150;

/** Messages on one page of a thread, the newest; older ones are a link away. */
export const MESSAGES_PER_PAGE = 50;
export const THREADS_PER_PAGE = 25;

/** What one person writes in an hour. Past these the office would read nothing else. */
export const CONTACT_MESSAGES: Limit = { name: 'messages', most: 60, seconds: 3_600 };
/** A link may have been handed on; whoever holds it is nobody we know. */
export const LINK_MESSAGES: Limit = { name: 'link-messages', most: 20, seconds: 3_600 };
/** New threads of one customer in a day. */
export const NEW_THREADS: Limit = { name: 'threads', most: 20, seconds: 86_400 };

/** The part of a thread that its subject's page, list and letters name. */
export interface ThreadAbout {
  readonly subject: string | null;
  readonly subject_kind: string | null;
  readonly job_number: string | null;
  readonly job_title: string | null;
  readonly invoice_number: string | null;
}

/** One message or note, in a thread that was read as visible. */
export interface ShownMessage {
  readonly id: string;
  readonly position: number;
  readonly side: string;
  readonly internal: boolean;
  readonly contact_id: string | null;
  /** As the customer reads it; null stands for the org. */
  readonly writer_name: string | null;
  readonly body: string;
  readonly sent_at: Temporal.Instant;
}

/** What is sent, read from a form and within its limits. */
export interface NewMessage {
  /** The same when the same form is sent twice. */
  readonly id: string;
  readonly body: string;
}

/** The beginning of a text on one line, for lists and letters. */
export function excerpt(text: string, most = 140): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= most
    ? line
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
