/** What the log can be narrowed to: kinds of doings, each by the nouns of its events (`link` of `link.refreshed`). */
export const GROUPS = {
  access: ['link', 'session', 'pin', 'portal', 'log', 'data'],
  people: ['customer', 'contact', 'site'],
  work: ['job'],
  money: ['invoice', 'payment'],
  messages: ['delivery'],
  settings: ['org'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LogGroup = keyof typeof GROUPS;
export const LOG_GROUPS = Object.keys(GROUPS) as LogGroup[];

export function isLogGroup(text: string): text is LogGroup {
  return Object.hasOwn(GROUPS, text);
}

/** Who did it, as far as the log can be narrowed to. */
export const WHO = ['staff', 'customers', 'doorstep'] as const;
export type Who = (typeof WHO)[number];
export const ACTOR_KINDS: Readonly<Record<Who, readonly string[]>> = {
  staff: ['staff'],
  customers: ['contact', 'link', 'gate'],
  doorstep: ['system', 'api'],
};
