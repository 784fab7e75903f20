import { Confirm, OfficeShell, usePage, type OfficeFrame } from '../../ui/index.ts';

/** Asks once more before a draft is gone. */
export function DeletionPage(props: { frame: OfficeFrame; action: string; backHref: string }) {
  const { t } = usePage();
  const { frame, ...confirm } = props;
  const title = t('invoices.delete-title');
  return (
    <OfficeShell title={title} frame={frame}>
      <Confirm {...confirm} title={title} text={t('invoices.delete-text')} deed={t('invoices.delete')} />
    </OfficeShell>
  );
}
