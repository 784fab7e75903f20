import {
  Amount,
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  DateField,
  Day,
  Empty,
  FactGrid,
  FieldRow,
  formatDayFull,
  formatMoney,
  Pages,
  ScrollX,
  Section,
  SelectField,
  Stack,
  todayOn,
  usePage,
} from '../../ui/index.ts';
import {
  BUCKETS,
  isFirstDay,
  type Movement,
  movementText,
  notSet,
  PERIODS,
  type StatementPage,
} from '../statement-documents/index.ts';
import { askedFields, statementHref, type StatementAsked } from './asked.ts';

export interface StatementProps {
  readonly asked: StatementAsked;
  readonly statement: StatementPage;
  /** Where the statement itself, its PDF and its CSV are. */
  readonly path: string;
  readonly pdfPath: string;
  readonly csvPath: string;
  /** Where the office sends it from; missing for who may not. */
  readonly sendPath?: string | undefined;
  /** Where a movement leads; null for nowhere. */
  readonly hrefOf: (movement: Movement) => string | null;
}

/** A customer's account over some days: what was owed before, every movement, what is owed after, and how late it is. */
export function Statement(props: StatementProps) {
  const { t } = usePage();
  const { asked, statement, pdfPath, csvPath, sendPath } = props;
  return (
    <Stack gap={24}>
      <Choose {...props} />
      <SumsOf statement={statement} />
      <div class="row g8 noprint">
        <ButtonLink icon="file-text" href={statementHref(pdfPath, asked)} download>
          {t('statement.pdf')}
        </ButtonLink>
        <ButtonLink icon="download" href={statementHref(csvPath, asked)} download>
          {t('statement.csv')}
        </ButtonLink>
        {sendPath !== undefined && (
          <ButtonForm action={sendPath} fields={askedFields(asked)}>
            <Button icon="mail">{t('statement.send')}</Button>
          </ButtonForm>
        )}
      </div>
      <Movements {...props} />
      <AgeingSums statement={statement} />
    </Stack>
  );
}

function Choose({ asked, statement, path }: StatementProps) {
  const { t } = usePage();
  const { range } = asked;
  const own = range.period === 'own';
  return (
    <form action={path} method="get" class="stack g12 noprint">
      <FieldRow>
        <SelectField
          name="period"
          label={t('statement.period')}
          value={range.period}
          options={PERIODS.map((period) => ({ value: period, label: t(`statement.period-${period}`) }))}
        />
        <DateField
          name="from"
          label={t('statement.from')}
          value={own && !isFirstDay(range.from) ? range.from : undefined}
        />
        <DateField name="to" label={t('statement.to')} value={own ? range.to : undefined} />
        {statement.currencies.length > 1 && (
          <SelectField
            name="currency"
            label={t('statement.currency')}
            value={asked.currency}
            options={statement.currencies.map((one) => ({ value: one, label: one }))}
          />
        )}
      </FieldRow>
      <div>
        <Button icon="search">{t('statement.show')}</Button>
      </div>
    </form>
  );
}

function SumsOf({ statement: { range, sums } }: { statement: StatementPage }) {
  const { t } = usePage();
  const amount = (minor: bigint) => <Amount of={{ minor, currency: sums.currency }} />;
  return (
    <FactGrid
      of={[
        !isFirstDay(range.from) && { label: t('statement.from'), value: <Day on={range.from} full /> },
        { label: t('statement.to'), value: <Day on={range.to} full /> },
        { label: t('statement.opening'), value: amount(sums.opening_minor) },
        { label: t('statement.debits'), value: amount(sums.debit_minor) },
        { label: t('statement.credits'), value: amount(-sums.credit_minor) },
        { label: t('statement.closing'), value: <b>{amount(sums.closing_minor)}</b> },
      ]}
    />
  );
}

function Movements({ asked, statement, path, hrefOf }: StatementProps) {
  const { t, locale } = usePage();
  const { rows, sums, earlier, later } = statement;
  if (sums.count === 0)
    return <Empty icon="receipt-text" title={t('statement.empty')} text={t('statement.empty-text')} />;
  const money = (minor: bigint) => formatMoney({ minor, currency: sums.currency }, locale);
  const [first] = rows;
  const before = first === undefined ? sums.opening_minor : first.balance_minor - first.amount_minor;
  const carried = (label: string, minor: bigint) => (
    <tr>
      <th scope="row" colSpan={4} class="c-main">
        {label}
      </th>
      <td class="money c-money">
        <b>{money(minor)}</b>
      </td>
    </tr>
  );
  return (
    <Stack gap={12}>
      <div class="card flush">
        <ScrollX label={t('statement.movements')}>
          <table class="table fold statement">
            <thead>
              <tr>
                <th scope="col">{t('statement.col-day')}</th>
                <th scope="col">{t('statement.col-what')}</th>
                <th scope="col" class="money">
                  {t('statement.col-debit')}
                </th>
                <th scope="col" class="money">
                  {t('statement.col-credit')}
                </th>
                <th scope="col" class="money">
                  {t('statement.col-balance')}
                </th>
              </tr>
            </thead>
            <tbody>
              {carried(t(earlier === null ? 'statement.opening' : 'statement.brought'), before)}
              {rows.map((row) => (
                <MovementRow key={row.id} row={row} href={hrefOf(row)} money={money} />
              ))}
              {carried(
                t(later === null ? 'statement.closing' : 'statement.carried'),
                rows.at(-1)?.balance_minor ?? sums.closing_minor,
              )}
            </tbody>
          </table>
        </ScrollX>
      </div>
      <Pages
        newer={earlier === null ? undefined : statementHref(path, asked, { before: earlier })}
        older={later === null ? undefined : statementHref(path, asked, { after: later })}
        label={t('statement.movements')}
        shown={t('statement.count', { count: sums.count })}
      />
    </Stack>
  );
}

interface RowProps {
  readonly row: Movement;
  readonly href: string | null;
  readonly money: (minor: bigint) => string;
}

function MovementRow({ row, href, money }: RowProps) {
  const page = usePage();
  const text = movementText(row, page.t);
  const { amount_minor: minor } = row;
  return (
    <tr>
      <td class="num c-meta">
        <Day on={row.booked_on} />
      </td>
      <td class="c-main">
        {href === null ? text : <a href={href}>{text}</a>}
        {row.reference !== null && <span class="small soft block">{row.reference}</span>}
      </td>
      <td class="money c-money">{minor > 0n && money(minor)}</td>
      <td class="money c-money">
        {minor < 0n && (
          <>
            <span class="only-phone" aria-hidden="true">
              −
            </span>
            {money(-minor)}
          </>
        )}
      </td>
      <td class="money c-when">
        <span class="only-phone">{page.t('statement.col-balance')} </span>
        {money(row.balance_minor)}
      </td>
    </tr>
  );
}

function AgeingSums({ statement }: { statement: StatementPage }) {
  const page = usePage();
  const { t, locale } = page;
  const { ageing, sums, range } = statement;
  const amount = (minor: bigint) => <Amount of={{ minor, currency: sums.currency }} />;
  const today = todayOn(page);
  const day = Temporal.PlainDate.compare(range.to, today) > 0 ? today : range.to;
  const left = notSet(ageing, sums.closing_minor);
  if (BUCKETS.every((bucket) => ageing[bucket] === 0n) && left === 0n)
    return <Banner tone="good">{t('statement.nothing-open')}</Banner>;
  return (
    <Section id="ageing" title={t('statement.ageing-on', { day: formatDayFull(day, locale) })}>
      <FactGrid
        of={[
          ...BUCKETS.map((bucket) => ({
            label: t(`statement.bucket-${bucket}`),
            value: amount(ageing[bucket]),
            num: true,
          })),
          left !== 0n && { label: t('statement.not-set'), value: amount(left), num: true },
        ]}
      />
    </Section>
  );
}
