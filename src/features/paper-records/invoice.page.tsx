import { paths, withQuery } from '../../kernel/paths.ts';
import {
  Amount,
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Columns,
  Day,
  Empty,
  FactGrid,
  History,
  OfficeHead,
  OfficeShell,
  Panel,
  Paper,
  Stack,
  StateChip,
  usePage,
  type Children,
  type MenuItem,
  type OfficeFrame,
} from '../../ui/index.ts';
import {
  InvoiceChip,
  invoiceDueMinor,
  isCreditable,
  type InvoiceRecord,
  type PaymentOfInvoice,
  methodWord,
  invoiceSums,
} from '../invoices/index.ts';
import { paperLine } from '../papers/index.ts';

export interface InvoicePageProps {
  readonly frame: OfficeFrame;
  readonly invoice: InvoiceRecord;
  /** As on paper: of a draft, what it would be now. */
  readonly billTo: readonly string[];
  readonly payments: readonly PaymentOfInvoice[];
  readonly history: readonly { readonly id: string; readonly at: Temporal.Instant; readonly text: string }[];
  readonly mayWrite: boolean;
  readonly mayVoid: boolean;
  /** What keeps it from being issued, in words. */
  readonly issueStop: string | null;
  /** Opens it as the customer sees it; nothing of a draft. */
  readonly customersView: Children;
  /** The link's panel, drawn by its feature; nothing of a draft. */
  readonly linkPanel: Children;
  /** Drawn by other features. */
  readonly parts: Children;
}

/** An invoice or a draft: its paper, what was paid, its link, its history. */
export function OfficeInvoicePage(props: InvoicePageProps) {
  const { t } = usePage();
  const { frame, invoice, linkPanel, history } = props;
  const { number } = invoice;
  const title = number === null ? t('invoices.draft') : t('invoices.record-title', { number });
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={<Meta invoice={invoice} />}
        actions={<Actions {...props} />}
        more={more(props, t)}
      />
      {invoice.state === 'draft' && props.mayWrite && (
        <Banner tone={props.issueStop === null ? 'info' : 'warn'}>{props.issueStop ?? t('invoices.issue-text')}</Banner>
      )}
      {invoice.void_reason !== null && (
        <Banner tone="warn" icon="ban">
          {t('invoices.void-because', { reason: invoice.void_reason })}
        </Banner>
      )}
      <InvoiceFacts invoice={invoice} />
      <Columns>
        <InvoicePaper {...props} title={title} />
        <Stack gap={24}>
          {invoice.state !== 'draft' && <Payments {...props} />}
          {invoice.credits.length > 0 && <Credits {...props} />}
          {props.parts}
          {linkPanel}
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

function Meta({ invoice }: { invoice: InvoiceRecord }) {
  const { t } = usePage();
  return (
    <>
      {invoice.state === 'draft' ? <StateChip kind="invoice" state="draft" /> : <InvoiceChip invoice={invoice} />}
      <span class="soft small">
        {t('invoices.for-customer', { customer: invoice.customer_name })}
        {invoice.job_number !== null && `, ${t('invoices.from-job', { number: invoice.job_number })}`}
      </span>
    </>
  );
}

function Actions({ invoice, mayWrite, issueStop, customersView }: InvoicePageProps) {
  const { t } = usePage();
  const { id, state } = invoice;
  const isDue = invoiceDueMinor(invoice) > 0n;
  return (
    <>
      {customersView}
      <ButtonLink icon="file-text" href={paths.office.invoicePart(id, 'pdf')}>
        {t('invoices.pdf')}
      </ButtonLink>
      {state === 'draft' && mayWrite && (
        <>
          <ButtonLink edits icon="pencil" href={paths.office.invoicePart(id, 'edit')}>
            {t('invoices.edit')}
          </ButtonLink>
          {issueStop === null && (
            <ButtonForm action={paths.office.invoicePart(id, 'issue')}>
              <Button kind="main" icon="file-check">
                {t('invoices.issue')}
              </Button>
            </ButtonForm>
          )}
        </>
      )}
      {isDue && mayWrite && (
        <ButtonLink
          kind="main"
          icon="banknote"
          href={withQuery(paths.office.newPayment, { customer: invoice.customer_number, invoice: id })}
        >
          {t('invoices.record-payment')}
        </ButtonLink>
      )}
    </>
  );
}

function more({ invoice, mayWrite, mayVoid }: InvoicePageProps, t: ReturnType<typeof usePage>['t']): MenuItem[] {
  const { id, state } = invoice;
  const items: (MenuItem | false)[] = [
    state === 'draft' &&
      mayWrite && {
        href: paths.office.invoicePart(id, 'deletion'),
        label: t('invoices.delete'),
        icon: 'trash-2',
      },
    isCreditable(invoice) &&
      mayWrite && {
        href: withQuery(paths.office.newCreditNote, { invoice: id }),
        label: t('credits.credit-this'),
        icon: 'file-minus',
      },
    state === 'issued' &&
      mayVoid && { href: paths.office.invoicePart(id, 'void'), label: t('invoices.void'), icon: 'ban' },
  ];
  return items.filter((item) => item !== false);
}

function InvoiceFacts({ invoice }: { invoice: InvoiceRecord }) {
  const { t } = usePage();
  const { currency } = invoice;
  const dated = (on: Temporal.PlainDate | null) => (on === null ? t('invoices.fact-dates-open') : <Day on={on} full />);
  return (
    <FactGrid
      of={[
        {
          label: t('invoices.fact-customer'),
          value: (
            <a href={paths.office.customer(invoice.customer_number)}>
              {invoice.customer_name}, {invoice.customer_number}
            </a>
          ),
        },
        { label: t('invoices.fact-issued'), value: dated(invoice.issued_on) },
        { label: t('invoices.fact-due'), value: dated(invoice.due_on) },
        { label: t('invoices.fact-total'), value: <Amount of={{ minor: invoice.total_minor, currency }} /> },
        invoice.state === 'issued' && {
          label: t('invoices.fact-left'),
          value: <Amount of={{ minor: invoiceDueMinor(invoice), currency }} />,
        },
        invoice.customer_reference !== null && {
          label: t('invoices.fact-reference'),
          value: invoice.customer_reference,
        },
        invoice.job_number !== null && {
          label: t('invoices.fact-job'),
          value: <a href={paths.office.job(invoice.job_number)}>{invoice.job_number}</a>,
        },
      ]}
    />
  );
}

function InvoicePaper({ invoice, billTo, title }: InvoicePageProps & { title: string }) {
  const { t } = usePage();
  const { currency } = invoice;
  return (
    <Paper
      title={title}
      toLabel={t('paper.for')}
      to={billTo}
      facts={[
        { label: t('paper.customer'), value: invoice.customer_number, num: true },
        invoice.billing_vat_id !== null && { label: t('paper.their-vat-id'), value: invoice.billing_vat_id },
      ]}
      lineTitle={t('paper.what')}
      amountTitle={t(invoice.prices_include_tax ? 'paper.amount-with-tax' : 'paper.amount')}
      lines={invoice.lines.map((line) => paperLine(line, currency))}
      totals={invoiceSums(invoice, usePage())}
      note={invoice.note ?? undefined}
    />
  );
}

function Credits({ invoice: { credits, currency } }: InvoicePageProps) {
  const { t } = usePage();
  return (
    <Panel id="credits" title={t('credits.on-invoice')} flush>
      <ul class="found">
        {credits.map((credit) => (
          <li key={credit.id}>
            <a href={paths.office.creditNote(credit.id)}>
              <span class="grow">
                <b>{credit.number}</b>{' '}
                <span class="soft">{t(credit.corrects ? 'credits.corrects-it' : 'credits.set-against-it')}</span>
              </span>
              <Amount of={{ minor: credit.corrects ? credit.total_minor : credit.settles_minor, currency }} />
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Payments({ payments }: InvoicePageProps) {
  const { t } = usePage();
  return (
    <Panel id="payments" title={t('invoices.payments')} flush>
      {payments.length === 0 ? (
        <Empty icon="banknote" title={t('invoices.payments-none')} card={false} />
      ) : (
        <ul class="found">
          {payments.map((payment) => (
            <li key={payment.id}>
              <a href={paths.office.payment(payment.id)}>
                <span class="grow">
                  <b>
                    <Day on={payment.received_on} />
                  </b>{' '}
                  <span class="soft">{methodWord(payment.method, t)}</span>
                </span>
                <Amount of={{ minor: payment.amount_minor, currency: payment.currency }} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
