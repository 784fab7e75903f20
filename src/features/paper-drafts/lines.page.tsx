import { formatMoney } from '../../ui/format.ts';
import {
  Button,
  FieldError,
  FormGroup,
  problemOf,
  ScrollX,
  Totals,
  usePage,
  type FieldProblem,
  type Translate,
  type WordKey,
} from '../../ui/index.ts';
import type { TaxRate } from '../tax-rates/index.ts';
import { previewOf, type DraftValues } from './line-rows.ts';
import { rateText } from '../papers/index.ts';
import type { LineTyped } from './typed-lines.ts';

export interface DraftLinesProps {
  readonly values: DraftValues;
  readonly problems: readonly FieldProblem[];
  readonly currency: string;
  readonly rates: readonly TaxRate[];
  /** The sums, where they are not simply those of the lines. */
  readonly preview?: ReturnType<typeof previewOf>;
}

/** The lines as a table of fields: one row each and some to spare, the sums below. */
export function DraftLines(props: DraftLinesProps) {
  const { t, locale } = usePage();
  const { values, problems, currency } = props;
  const preview = props.preview ?? previewOf(values, currency);
  const wrong = problems.filter(({ field = '' }) => field === 'lines' || /_\d+$/.test(field));
  const money = (minor: bigint) => ({ minor, currency });
  return (
    <FormGroup title={t('invoices.group-lines')}>
      {wrong.map(({ field = '', text }) => (
        <FieldError key={text} id={`f-${field}-error`} text={text} />
      ))}
      <ScrollX label={t('invoices.lines')}>
        <table class="edit-lines" id="f-lines">
          <Head />
          <tbody>
            {values.lines.map((line, at) => (
              <LineRow key={at} {...props} line={line} at={at + 1} amount={shownAmount(preview?.amounts[at])} />
            ))}
          </tbody>
        </table>
      </ScrollX>
      <div class="row g8">
        <Button name="press" value="add" icon="plus">
          {t('invoices.line-add')}
        </Button>
        <Button kind="quiet" name="press" value="preview">
          {t('invoices.preview')}
        </Button>
        <span class="hint">{t('invoices.lines-hint')}</span>
      </div>
      {preview === null ? (
        <p class="hint">{t('invoices.sum-none')}</p>
      ) : (
        <Totals
          of={[
            { label: t('invoices.sum-before'), amount: money(preview.totals.net_minor) },
            ...preview.totals.taxes.map((tax) => ({
              label: t('invoices.sum-tax', { rate: rateText(tax.rate_bp, locale) }),
              amount: money(tax.tax_minor),
            })),
            { label: t('invoices.sum-total'), amount: money(preview.totals.total_minor), sum: true },
          ]}
        />
      )}
    </FormGroup>
  );

  function shownAmount(minor: bigint | null | undefined): string {
    return minor === null || minor === undefined ? '–' : formatMoney(money(minor), locale);
  }
}

function Head() {
  const { t } = usePage();
  return (
    <thead>
      <tr>
        <th scope="col" class="wide">
          {t('invoices.line-what')}
        </th>
        <th scope="col">{t('invoices.line-qty')}</th>
        <th scope="col">{t('invoices.line-unit')}</th>
        <th scope="col" class="money">
          {t('invoices.line-price')}
        </th>
        <th scope="col">{t('invoices.line-rate')}</th>
        <th scope="col" class="money">
          {t('invoices.line-amount')}
        </th>
        <th scope="col">
          <span class="vh">{t('invoices.line-remove')}</span>
        </th>
      </tr>
    </thead>
  );
}

type RowProps = Pick<DraftLinesProps, 'rates' | 'problems'> & {
  readonly line: LineTyped;
  readonly at: number;
  readonly amount: string;
};

function LineRow({ line, at, amount, rates, problems }: RowProps) {
  const { t, locale } = usePage();
  const cell = (name: 'what' | 'qty' | 'unit' | 'price', word: WordKey, limit: number) => (
    <input
      {...fieldOf(name, word, at, problems, t)}
      class="input"
      type="text"
      value={line[name]}
      maxLength={limit}
      inputMode={name === 'qty' || name === 'price' ? 'decimal' : undefined}
    />
  );
  const options = rateOptions(rates, line.rate, locale, t);
  return (
    <tr>
      <td>
        {line.ref !== undefined && <input type="hidden" name="ref[]" value={line.ref} />}
        {cell('what', 'invoices.line-what', 2000)}
      </td>
      <td class="narrow">{cell('qty', 'invoices.line-qty', 30)}</td>
      <td class="narrow">{cell('unit', 'invoices.line-unit', 20)}</td>
      <td class="money price">{cell('price', 'invoices.line-price', 30)}</td>
      <td class="rate">
        <select {...fieldOf('rate', 'invoices.line-rate', at, problems, t)} class="input">
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === line.rate}>
              {option.label}
            </option>
          ))}
        </select>
      </td>
      <td class="money num">{amount}</td>
      <td>
        <Button
          kind="quiet"
          name="press"
          value={`remove-${at}`}
          icon="trash-2"
          iconOnly={t('invoices.line-remove-label', { line: at })}
        />
      </td>
    </tr>
  );
}

function fieldOf(name: string, word: WordKey, at: number, problems: DraftLinesProps['problems'], t: Translate) {
  const wrong = problemOf(problems, `${name}_${at}`) !== undefined;
  return {
    // Many rows send one name; the brackets say so.
    name: `${name}[]`,
    id: `f-${name}_${at}`,
    'aria-label': t('invoices.line-label', { line: at, what: t(word) }),
    'aria-invalid': wrong ? ('true' as const) : undefined,
    'aria-describedby': wrong ? `f-${name}_${at}-error` : undefined,
  };
}

/** Today's rates; one that a line has already and that is gone since stays with it. */
function rateOptions(rates: DraftLinesProps['rates'], now: string, locale: string, t: Translate) {
  const offered = rates.map((rate) => ({
    value: String(rate.rate_bp),
    label: rateLabel(rate.name, rateText(rate.rate_bp, locale)),
  }));
  const all = offered.length === 0 ? [{ value: '0', label: t('invoices.no-rate') }] : offered;
  const known = now === '' || all.some((one) => one.value === now);
  const kept = known ? all : [...all, { value: now, label: rateText(Number(now), locale) }];
  return kept.filter((one, at) => kept.findIndex((other) => other.value === one.value) === at);
}

/** *VAT 20%* says its rate already; *Standard* doesn't. */
function rateLabel(name: string, rate: string): string {
  return name.includes(rate) ? name : `${rate} ${name}`;
}
