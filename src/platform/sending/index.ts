/**
 * How a sender answers, whatever it sends by. `answer` is what the provider said, in one line of at most 300
 * characters, for the office to read; it never contains the sender's own credentials.
 *
 * - sent: the provider took it over.
 * - temporary: try again later; the message may be fine (busy, unreachable, our login is wrong).
 * - permanent: trying again can't help (no such address, refused content).
 * - unsure: the connection was lost after the message had been handed over, so it may have been sent. Trying again may
 *   send it twice, with the same id.
 */
export interface SendResult {
  readonly outcome: 'sent' | 'temporary' | 'permanent' | 'unsure';
  readonly answer: string;
}

/** No provider is waited for longer. */
export const SEND_TIMEOUT_MS = 15_000;

const ANSWER_MAX = 300;

/** One line of at most 300 characters. */
export function answerLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ').trim();
  return line.length > ANSWER_MAX ? `${line.slice(0, ANSWER_MAX - 1)}…` : line;
}
