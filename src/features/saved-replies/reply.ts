import type { Problem } from '../../kernel/errors.ts';
import { tagsIn } from '../../platform/letters/index.ts';

export const MOST_REPLIES = 100;
export const MOST_NAME = 80;
export const MOST_BODY = 5_000;

/** What may fill a saved reply: the tags of the letters' merge language. */
export const REPLY_TAGS = [
  'customer.first_name',
  'customer.name',
  'customer.number',
  'subject.number',
  'org.name',
  'staff.name',
] as const;

export interface SavedReply {
  readonly id: string;
  readonly name: string;
  readonly body: string;
}

/** The first tag of a text that nothing could ever fill. */
export function unknownTag(body: string): string | null {
  const known: readonly string[] = REPLY_TAGS;
  return tagsIn(body).find((name) => !known.includes(name)) ?? null;
}

export function replyProblems(name: string, body: string): Problem[] {
  const problems: Problem[] = [];
  if (name === '') problems.push({ field: 'name', key: 'replies.name-missing' });
  if ([...name].length > MOST_NAME)
    problems.push({ field: 'name', key: 'replies.name-long', values: { most: MOST_NAME } });
  if (body === '') problems.push({ field: 'body', key: 'replies.body-missing' });
  if ([...body].length > MOST_BODY)
    problems.push({ field: 'body', key: 'replies.body-long', values: { most: MOST_BODY } });
  const unknown = unknownTag(body);
  if (unknown !== null)
    problems.push({ field: 'body', key: 'replies.unknown-tag', values: { tag: `{{ ${unknown} }}` } });
  return problems;
}
