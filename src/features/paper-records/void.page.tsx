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

export interface VoidPageProps {
  readonly frame: OfficeFrame;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly backHref: string;
  readonly reason: string;
  readonly problems: readonly FieldProblem[];
}

/** Asks why a paper is made void, and says what that does. */
export function VoidPage({ frame, reason, problems, ...confirm }: VoidPageProps) {
  const { t } = usePage();
  return (
    <OfficeShell title={confirm.title} frame={frame}>
      <ErrorSummary problems={problems} />
      <Confirm {...confirm} deed={t('invoices.void')}>
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
