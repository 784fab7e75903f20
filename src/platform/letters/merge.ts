/**
 * The merge language: text with tags, `{{ customer.first_name }}`. A tag is a name and nothing else, no expression, and
 * only names that were given fill one. Values are put in once, escaped for where they go, and never read again: a customer called
 * `{{portal_link}}` stays that.
 */
const TAG = /\{\{\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\s*\}\}/gu;
const NAME = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*$/u;
const NAME_MAX = 60;

/** What fills a tag. Links and codes are the keys to somebody's portal; hidden ones show that there was one. */
export type MergeValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'hidden'; readonly text: string };

export type MergeValues = ReadonlyMap<string, MergeValue>;

/** A tag that nothing fills: named, so that whoever wrote the text can mend it. */
export class UnfilledTag extends Error {
  override readonly name = 'UnfilledTag';
  readonly tag: string;
  constructor(tag: string) {
    super(`nothing fills the tag {{${tag}}}`);
    this.tag = tag;
  }
}

/** A tag by name, for building a template. @throws RangeError when it is no name */
export function tag(name: string): string {
  if (!NAME.test(name) || name.length > NAME_MAX) throw new RangeError(`not a tag's name: ${name}`);
  return `{{${name}}}`;
}

/** The names of the tags in a template, each once. */
export function tagsIn(template: string): string[] {
  return [...new Set(Array.from(template.matchAll(TAG), ([, name = '']) => name))];
}

/**
 * The template with each tag filled by `put` and the text between by `plain`, in one pass. What looks like a tag but is
 * none (`{{7*7}}`) is text. @throws UnfilledTag
 */
export function merged(
  template: string,
  values: MergeValues,
  plain: (text: string) => string,
  put: (value: MergeValue) => string,
): string {
  let result = '';
  let from = 0;
  for (const match of template.matchAll(TAG)) {
    const [whole, name = ''] = match;
    const value = values.get(name);
    if (value === undefined) throw new UnfilledTag(name);
    result += plain(template.slice(from, match.index)) + put(value);
    from = match.index + whole.length;
  }
  return result + plain(template.slice(from));
}

/** A template as plain text, filled from names and texts; null fills nothing. @throws UnfilledTag */
export function filledText(template: string, values: Readonly<Record<string, string | null>>): string {
  const texts = Object.entries(values).flatMap(([name, text]): [string, MergeValue][] =>
    text === null || text === '' ? [] : [[name, { kind: 'text', text }]],
  );
  const same = (text: string) => text;
  return merged(template, new Map(texts), same, (value) => (value.kind === 'text' ? value.text : ''));
}
