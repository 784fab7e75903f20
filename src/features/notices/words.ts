import { isWordKey, type Translate } from '../../words/index.ts';
import { fieldWords } from '../audit/index.ts';
import { isNoticeKind, type NoticeLine } from './notice.ts';

/** A notice in words: *3 messages from Priya Raman*. */
export function noticeWords({ kind, times, data }: Pick<NoticeLine, 'kind' | 'times' | 'data'>, t: Translate): string {
  const key = `notices.say-${kind}`;
  if (!isNoticeKind(kind) || !isWordKey(key)) return t('notices.say-other');
  const { fields } = data;
  return t(key, {
    name: '',
    customer: '',
    count: times,
    file: '',
    done: 'yes',
    rows: 0,
    bad: 0,
    layer: 'customer',
    ...data,
    fields: typeof fields === 'string' ? fieldWords(fields, t) : t('notices.details'),
    times,
  });
}
