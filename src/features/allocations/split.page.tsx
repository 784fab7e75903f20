import { paths } from '../../kernel/paths.ts';
import {
  Amount,
  Banner,
  Button,
  Day,
  FieldError,
  formatMoney,
  FormGroup,
  problemOf,
  ScrollX,
  Tiles,
  usePage,
  type FieldProblem,
} from '../../ui/index.ts';
import type { OpenInvoice } from '../invoices/index.ts';
import { partField } from './read-split.ts';
import type { Preview } from './split.ts';

/** The part of a form that says what money pays. */
export interface SplitProps {
  readonly invoices: readonly OpenInvoice[];
  readonly currency: string;
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly preview: Preview | null;
}

/** What money pays: the longest due first, or amounts chosen beside each open invoice; with a preview. */
export function SplitGroup(props: SplitProps) {
  const { t, locale } = usePage();
  const { invoices, values, preview } = props;
  if (invoices.length === 0)
    return (
      <FormGroup title={t('payments.group-split')}>
        <Banner>{t('payments.open-none')}</Banner>
      </FormGroup>
    );
  return (
    <FormGroup title={t('payments.group-split')}>
      <Tiles
        name="split"
        legend={t('payments.split-legend')}
        legendHidden
        error={problemOf(props.problems, 'split')}
        value={values['split'] ?? 'oldest'}
        options={[
          { value: 'oldest', label: t('payments.split-oldest'), hint: t('payments.split-oldest-hint') },
          { value: 'chosen', label: t('payments.split-chosen') },
        ]}
      />
      <OpenInvoices {...props} />
      <div class="row g8">
        <Button name="press" value="preview" icon="eye">
          {t('payments.preview')}
        </Button>
        {preview !== null && (
          <output class="soft">
            {preview.left.minor > 0n
              ? t('payments.preview-credit', { amount: formatMoney(preview.left, locale) })
              : t('payments.preview-none')}
          </output>
        )}
      </div>
    </FormGroup>
  );
}

function OpenInvoices(props: SplitProps) {
  const { t } = usePage();
  const { invoices, problems } = props;
  const wrong = problems.filter(({ field = '' }) => field.startsWith('part_'));
  return (
    <>
      {wrong.map(({ field = '', text }) => (
        <FieldError key={field} id={`f-${field}-error`} text={text} />
      ))}
      <ScrollX label={t('payments.open-invoices')}>
        <table class="edit-lines">
          <thead>
            <tr>
              <th scope="col">{t('payments.col-invoice')}</th>
              <th scope="col">{t('payments.col-due')}</th>
              <th scope="col" class="money">
                {t('payments.col-left')}
              </th>
              <th scope="col" class="money">
                {t('payments.col-part')}
              </th>
            </tr>
          </thead>
          <tbody>
            {invoices.map((invoice) => (
              <InvoiceRow key={invoice.id} {...props} invoice={invoice} />
            ))}
          </tbody>
        </table>
      </ScrollX>
    </>
  );
}

function InvoiceRow({ invoice, values, problems, preview, currency }: SplitProps & { invoice: OpenInvoice }) {
  const { t, locale } = usePage();
  const field = partField(invoice.id);
  const wrong = problemOf(problems, field) !== undefined;
  const planned = preview?.split.find((part) => part.invoiceId === invoice.id);
  return (
    <tr>
      <th scope="row">
        <a href={paths.office.invoice(invoice.id)}>{invoice.number}</a>
      </th>
      <td class="num">{invoice.due_on === null ? '–' : <Day on={invoice.due_on} />}</td>
      <td class="money">
        <Amount of={{ minor: invoice.due_minor, currency: invoice.currency }} />
      </td>
      <td class="money price">
        <input
          class="input"
          type="text"
          inputMode="decimal"
          name={field}
          id={`f-${field}`}
          value={values[field] ?? ''}
          aria-label={t('payments.part-label', { number: invoice.number ?? '' })}
          aria-invalid={wrong ? 'true' : undefined}
          aria-describedby={wrong ? `f-${field}-error` : undefined}
        />
        {planned !== undefined && (
          <span class="small soft block">
            {t('payments.part-planned', { amount: formatMoney({ minor: planned.amount_minor, currency }, locale) })}
          </span>
        )}
      </td>
    </tr>
  );
}
