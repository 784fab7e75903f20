import { StateChip, usePage } from '../../ui/index.ts';
import { creditState, type CreditNote } from './credit-note.ts';

/** How a credit note stands, for the office: with credit left, used, void, a draft. */
export function NoteChip({ note }: { note: Pick<CreditNote, 'state' | 'total_minor' | 'used_minor'> }) {
  const { t } = usePage();
  switch (creditState(note)) {
    case 'draft':
      return <StateChip kind="invoice" state="draft" />;
    case 'void':
      return <StateChip kind="invoice" state="void" />;
    case 'open':
      return <StateChip kind="invoice" state="part_paid" word={t('credits.state-open')} />;
    default:
      return <StateChip kind="invoice" state="credited" word={t('credits.state-used')} />;
  }
}
