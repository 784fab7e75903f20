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

interface VoidProps extends Props {
  readonly number: string;
  readonly reason: string;
  readonly problems: readonly FieldProblem[];
}

/** Asks why a credit note is made void, and says what that does. */
export function VoidNotePage({ frame, id, number, reason, problems }: VoidProps) {
  const { t } = usePage();
  const title = t('credits.void-title', { number });
  return (
    <OfficeShell title={title} frame={frame}>
      <ErrorSummary problems={problems} />
      <Confirm
        title={title}
        text={t('credits.void-text')}
        action={paths.office.creditNotePart(id, 'void')}
        deed={t('invoices.void')}
        backHref={paths.office.creditNote(id)}
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

export function DeleteNotePage({ frame, id }: Props) {
  const { t } = usePage();
  const title = t('invoices.delete-title');
  return (
    <OfficeShell title={title} frame={frame}>
      <Confirm
        title={title}
        text={t('invoices.delete-text')}
        action={paths.office.creditNotePart(id, 'deletion')}
        deed={t('invoices.delete')}
        backHref={paths.office.creditNote(id)}
      />
    </OfficeShell>
  );
}
