import { tag, type Block } from '../../platform/letters/index.ts';
import { greeting, type Writer } from './letter-writer.ts';
import type { NewDelivery } from '../deliveries/index.ts';

/** A customer's statement, by the contact's standing link while there is one. */
export interface StatementNotice {
  readonly kind: 'statement';
  readonly link: { readonly id: string; readonly expires_at: Temporal.Instant } | null;
  /** Its days, and how the account stands at their end, in the reader's words. */
  readonly days: string;
  readonly closing: string;
  /** Where it is in the portal. */
  readonly address: string;
}

/** Says how the account stands, and where the statement is read. */
export function statementMessage(
  { link, days, closing, address }: StatementNotice,
  { t, sms, named }: Writer,
): Omit<NewDelivery, 'language'> {
  const tags = {
    org: tag('org_name'),
    days: tag('statement_days'),
    closing: tag('statement_closing'),
    address: tag('statement_address'),
    link: tag('portal_link'),
  };
  const blocks: Block[] = sms
    ? [{ kind: 'text', text: t(link === null ? 'statement.letter-sms' : 'statement.letter-sms-link', tags) }]
    : [
        { kind: 'heading', text: t('statement.letter-heading', tags) },
        { kind: 'text', text: greeting(t, named) },
        { kind: 'text', text: t('statement.letter-text', tags) },
        { kind: 'text', text: t('statement.letter-closing', tags) },
        ...(link === null
          ? []
          : [{ kind: 'button' as const, text: t('statement.letter-button'), link: 'portal_link' }]),
        { kind: 'small', text: t(link === null ? 'statement.letter-address' : 'statement.letter-place', tags) },
      ];
  return {
    kind: 'statement',
    subject: sms ? null : t('statement.letter-subject', tags),
    blocks,
    values: {
      statement_days: days,
      ...(sms ? {} : { statement_closing: closing }),
      ...(sms && link !== null ? {} : { statement_address: address }),
    },
    secret: link === null ? null : { kind: 'link', id: link.id },
    notAfter: link?.expires_at ?? null,
  };
}
