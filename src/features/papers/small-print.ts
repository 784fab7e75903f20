import type { Translate } from '../../words/index.ts';
import type { OrgRow } from '../sessions/index.ts';

/** The org's own footer names it as law wants; without one, name and address do. */
export function smallPrint(org: OrgRow, t: Translate): string {
  const named = [org.name, org.address?.split('\n').join(', ') ?? null].filter((part) => part !== null).join(', ');
  const who = org.invoice_footer?.trim() ?? named;
  const parts = [who, org.vat_id === null ? '' : t('paper.vat-id', { id: org.vat_id })];
  return parts
    .filter((part) => part !== '')
    .map((part) => (/[.!?]$/u.test(part) ? part : `${part}.`))
    .join(' ');
}
