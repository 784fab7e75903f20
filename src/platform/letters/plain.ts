import { plainLine, plainText } from '../../kernel/plain-text.ts';
import { plainPunctuation } from '../sms/index.ts';
import type { Block } from './blocks.ts';
import { merged, tag, type MergeValue, type MergeValues } from './merge.ts';

/** A subject: one line, no more than 200 characters. @throws UnfilledTag */
export function subjectOf(template: string, values: MergeValues): string {
  return plainLine(merged(template, values, plainText, worded)).slice(0, 200);
}

/** The message as plain text: one paragraph per block, buttons as their words and the address. @throws UnfilledTag */
export function textOf(blocks: readonly Block[], values: MergeValues): string {
  return blocks.map((block) => textOfBlock(block, values)).join('\n\n');
}

function textOfBlock(block: Block, values: MergeValues): string {
  const text = merged(block.text, values, plainText, worded);
  return block.kind === 'button' ? `${text}:\n${merged(tag(block.link), values, plainText, worded)}` : text;
}

/** The message as a text message: as `textOf`, on consecutive lines and with plain punctuation. @throws UnfilledTag */
export function smsTextOf(blocks: readonly Block[], values: MergeValues): string {
  return blocks
    .map((block) =>
      merged(
        block.text,
        values,
        (text) => plainPunctuation(plainText(text)),
        (value) => (value.kind === 'text' ? plainPunctuation(worded(value)) : worded(value)),
      ),
    )
    .join('\n')
    .trim();
}

/** A value stands on one line, so that none can look like a paragraph of ours. */
function worded(value: MergeValue): string {
  switch (value.kind) {
    case 'text':
    case 'hidden':
      return plainLine(value.text);
    case 'link':
      return value.url;
    case 'code':
      return value.code;
  }
}
