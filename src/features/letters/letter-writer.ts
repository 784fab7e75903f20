import { tag } from '../../platform/letters/index.ts';
import type { Translate, Voice } from '../../words/index.ts';

/** How a message is written: in which words, for which channel, and whether its reader's name is known. */
export interface Writer extends Pick<Voice, 't' | 'locale'> {
  readonly sms: boolean;
  readonly named: boolean;
}

export function greeting(t: Translate, named: boolean): string {
  return named ? t('letters.dear', { name: tag('recipient_name') }) : t('letters.hello');
}
