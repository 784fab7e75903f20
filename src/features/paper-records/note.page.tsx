import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Columns,
  Day,
  FactGrid,
  History,
  OfficeHead,
  OfficeShell,
  Panel,
  Paper,
  Stack,
  usePage,
  type MenuItem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { paperLine } from '../papers/index.ts';
import { Uses, type InvoicePaid, type Refund } from '../allocations/index.ts';
import { NoteChip, noteSums, type NoteRecord } from '../credit-notes/index.ts';

export interface NotePageProps {
  readonly frame: OfficeFrame;
  readonly note: NoteRecord;
  readonly billTo: readonly string[];
  readonly paid: readonly InvoicePaid[];
  readonly refunds: readonly Refund[];
  readonly history: readonly { readonly id: string; readonly at: Temporal.Instant; readonly text: string }[];
  readonly mayWrite: boolean;
  readonly mayVoid: boolean;
  /** What keeps it from being issued, in words. */
  readonly issueStop: string | null;
}

/** A credit note or a draft of one: its paper, what it settles, its history. */
export function OfficeNotePage(props: NotePageProps) {
  const { t } = usePage();
  const { frame, note, billTo, history, issueStop, mayWrite } = props;
  const { number, currency } = note;
  const title = number === null ? t('paper.credit-note-draft') : t('paper.credit-note', { number });
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={
          <>
            <NoteChip note={note} />
            <span class="soft small">{t('credits.for-customer', { customer: note.customer_name })}</span>
          </>
        }
        actions={<Actions {...props} />}
        more={more(props, t)}
      />
      {note.state === 'draft' && mayWrite && (
        <Banner tone={issueStop === null ? 'info' : 'warn'}>{issueStop ?? t('credits.issue-text')}</Banner>
      )}
      {note.void_reason !== null && (
        <Banner tone="warn" icon="ban">
          {t('invoices.void-because', { reason: note.void_reason })}
        </Banner>
      )}
      <Facts note={note} />
      <Columns>
        <Paper
          title={title}
          toLabel={t('paper.for')}
          to={billTo}
          facts={[
            { label: t('paper.customer'), value: note.customer_number, num: true },
            note.billing_vat_id !== null && { label: t('paper.their-vat-id'), value: note.billing_vat_id },
          ]}
          lineTitle={t('paper.what-credited')}
          amountTitle={t(note.prices_include_tax ? 'paper.amount-with-tax' : 'paper.amount')}
          lines={note.lines.map((line) => paperLine(line, currency))}
          totals={noteSums(note, usePage())}
          note={[note.reason, note.note].filter((text) => text !== null).join('\n') || undefined}
        />
        <Stack gap={24}>
          {note.state === 'issued' && <Settles {...props} />}
          {history.length > 0 && (
            <Panel id="history" title={t('invoices.history')}>
              <History of={history} />
            </Panel>
          )}
        </Stack>
      </Columns>
    </OfficeShell>
  );
}

function Settles({ note, paid, refunds, mayWrite }: NotePageProps) {
  const { t } = usePage();
  return (
    <Panel id="used" title={t('credits.settles')} flush>
      <Uses
        paid={paid}
        refunds={refunds}
        releaseAction={mayWrite ? paths.office.creditNotePart(note.id, 'releases') : null}
        ownInvoiceId={note.invoice_id}
        none={t('credits.settles-none')}
      />
    </Panel>
  );
}

function Actions({ note, mayWrite, issueStop }: NotePageProps) {
  const { t } = usePage();
  const { id, state } = note;
  const left = state === 'issued' && note.used_minor < note.total_minor;
  return (
    <>
      <ButtonLink icon="file-text" href={paths.office.creditNotePart(id, 'pdf')}>
        {t('invoices.pdf')}
      </ButtonLink>
      {state === 'draft' && mayWrite && (
        <>
          <ButtonLink edits icon="pencil" href={paths.office.creditNotePart(id, 'edit')}>
            {t('invoices.edit')}
          </ButtonLink>
          {issueStop === null && (
            <ButtonForm action={paths.office.creditNotePart(id, 'issue')}>
              <Button kind="main" icon="file-check">
                {t('credits.issue')}
              </Button>
            </ButtonForm>
          )}
        </>
      )}
      {left && mayWrite && (
        <>
          <ButtonLink icon="rotate-ccw" href={paths.office.creditNotePart(id, 'refund')}>
            {t('payments.refund')}
          </ButtonLink>
          <ButtonLink kind="main" href={paths.office.creditNotePart(id, 'allocations')}>
            {t('payments.use-credit')}
          </ButtonLink>
        </>
      )}
    </>
  );
}

function more({ note, mayWrite, mayVoid }: NotePageProps, t: ReturnType<typeof usePage>['t']): MenuItem[] {
  const { id, state } = note;
  const items: (MenuItem | false)[] = [
    state === 'draft' &&
      mayWrite && { href: paths.office.creditNotePart(id, 'deletion'), label: t('invoices.delete'), icon: 'trash-2' },
    state === 'issued' &&
      mayVoid && { href: paths.office.creditNotePart(id, 'void'), label: t('invoices.void'), icon: 'ban' },
  ];
  return items.filter((item) => item !== false);
}

function Facts({ note }: { note: NoteRecord }) {
  const { t } = usePage();
  const { currency, invoice_id, issued_on } = note;
  return (
    <FactGrid
      of={[
        {
          label: t('invoices.fact-customer'),
          value: (
            <a href={paths.office.customer(note.customer_number)}>
              {note.customer_name}, {note.customer_number}
            </a>
          ),
        },
        invoice_id !== null && {
          label: t('credits.fact-corrects'),
          value: (
            <a href={paths.office.invoice(invoice_id)}>{t('paper.invoice', { number: note.invoice_number ?? '' })}</a>
          ),
        },
        {
          label: t('invoices.fact-issued'),
          value: issued_on === null ? t('invoices.fact-dates-open') : <Day on={issued_on} full />,
        },
        { label: t('invoices.fact-total'), value: <Amount of={{ minor: note.total_minor, currency }} /> },
        note.state === 'issued' && {
          label: t('credits.fact-left'),
          value: <Amount of={{ minor: note.total_minor - note.used_minor, currency }} />,
        },
      ]}
    />
  );
}
