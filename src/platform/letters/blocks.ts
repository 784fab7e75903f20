import { z } from 'zod';
import { tagsIn } from './merge.ts';

const text = z.string().min(1).max(5000);
const tagName = z.string().regex(/^[a-z][a-z0-9_.]{0,59}$/u);

/**
 * What a message is made of. Every `text` is a template of the merge language. A button leads to the link that fills the tag
 * `link`; nothing else can be linked to, so a message leads where we send it or nowhere.
 */
export const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text }),
  z.strictObject({ kind: z.literal('text'), text }),
  z.strictObject({ kind: z.literal('button'), text, link: tagName }),
  z.strictObject({ kind: z.literal('code'), text }),
  z.strictObject({ kind: z.literal('small'), text }),
]);

export type Block = z.infer<typeof blockSchema>;

/** At most this many blocks make a message. */
export const blocksSchema = z.array(blockSchema).min(1).max(40);

/** The names of all tags in a message, each once. */
export function tagsOf(subject: string | null, blocks: readonly Block[]): string[] {
  const names = blocks.flatMap((block) => [...tagsIn(block.text), ...(block.kind === 'button' ? [block.link] : [])]);
  return [...new Set([...tagsIn(subject ?? ''), ...names])];
}
