import { tag, type Block } from '../../platform/letters/index.ts';
import { greeting, type Writer } from './letter-writer.ts';
import type { NewDelivery } from '../deliveries/index.ts';

/** An answer in a thread, by the contact's standing link while there is one. */
export interface AnswerNotice {
  readonly kind: 'answer';
  readonly link: { readonly id: string; readonly expires_at: Temporal.Instant } | null;
  readonly about: { readonly jobId: string | null; readonly invoiceId: string | null };
  /** How it begins. */
  readonly text: string;
}

/** Says that there is an answer, how it begins, and where to read it. */
export function answerMessage(
  { link, about, text }: AnswerNotice,
  { t, sms, named }: Writer,
): Omit<NewDelivery, 'language'> {
  const tags = { org: tag('org_name'), text: tag('answer_text'), link: tag('portal_link') };
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t(link === null ? 'letters.answer-sms-no-link' : 'letters.answer-sms', tags) }]
    : [
        { kind: 'heading', text: t('letters.answer-heading', tags) },
        { kind: 'text', text: greeting(t, named) },
        { kind: 'text', text: t('letters.answer-text', tags) },
        // Text of a person is a value: put in as it is, and never read for tags.
        { kind: 'text', text: tag('answer_text') },
        link === null
          ? { kind: 'small', text: t('letters.answer-no-link') }
          : { kind: 'button', text: t('letters.answer-button'), link: 'portal_link' },
      ];
  return {
    kind: 'answer',
    subject: sms ? null : t('letters.answer-subject', tags),
    blocks,
    values: { answer_text: text },
    secret: link === null ? null : { kind: 'link', id: link.id },
    notAfter: link?.expires_at ?? null,
    ...about,
  };
}
