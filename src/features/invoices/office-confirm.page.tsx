import { paths } from '../../kernel/paths.ts';
import {
  Confirm,
  ErrorSummary,
  OfficeShell,
  problemOf,
  TextArea,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';

interface Props {
  readonly frame: OfficeFrame;
  readonly id: string;
}

/** Asks why an invoice is made void, and says what that does. */
export function VoidPage({
  frame,
  id,
  number,
  reason,
  problems,
}: Props & { number: string; reason: string; problems: readonly FieldProblem[] }) {
  const { t } = usePage();
  const title = t('invoices.void-title', { number });
  return (
    <OfficeShell title={title} frame={frame}>
      <ErrorSummary problems={problems} />
      <Confirm
        title={title}
        text={t('invoices.void-text')}
        action={paths.office.invoicePart(id, 'void')}
        deed={t('invoices.void')}
        backHref={paths.office.invoice(id)}
      >
        <TextArea
          name="reason"
          label={t('invoices.void-reason')}
          hint={t('invoices.void-reason-hint')}
          value={reason}
          error={problemOf(problems, 'reason')}
          rows={2}
          most={500}
        />
      </Confirm>
    </OfficeShell>
  );
}

export function DeleteDraftPage({ frame, id }: Props) {
  const { t } = usePage();
  const title = t('invoices.delete-title');
  return (
    <OfficeShell title={title} frame={frame}>
      <Confirm
        title={title}
        text={t('invoices.delete-text')}
        action={paths.office.invoicePart(id, 'deletion')}
        deed={t('invoices.delete')}
        backHref={paths.office.invoice(id)}
      />
    </OfficeShell>
  );
}
