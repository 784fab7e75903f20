import type { Translate } from '../../words/index.ts';

/** How a payment came, in a word. */
export function methodWord(method: string, t: Translate): string {
  switch (method) {
    case 'cash':
      return t('portal.method-cash');
    case 'transfer':
      return t('portal.method-transfer');
    case 'card':
      return t('portal.method-card');
    case 'cheque':
      return t('portal.method-cheque');
    case 'direct_debit':
      return t('portal.method-direct-debit');
    default:
      return t('portal.method-other');
  }
}
