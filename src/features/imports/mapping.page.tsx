import { paths } from '../../kernel/paths.ts';
import { delimiters, encodings, type Delimiter } from '../../platform/csv/index.ts';
import {
  Banner,
  Button,
  ErrorSummary,
  Form,
  FormGroup,
  OfficeHead,
  OfficeShell,
  Savebar,
  ScrollX,
  SelectField,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { fields, type ImportKind, type Reading, fieldText } from '../import-columns/index.ts';
import type { OpenedFile } from './open-import.ts';

export interface MappingPageProps {
  frame: OfficeFrame;
  id: string;
  kind: ImportKind;
  fileName: string;
  opened: OpenedFile;
  /** Column number → field name, as chosen. */
  chosen: ReadonlyMap<number, string>;
  reading: Reading;
  problems: readonly FieldProblem[];
}

/** Values shown for each column. */
const sampleCount = 3;

/** Which column is read as what, and how values are written. */
export function MappingPage(props: MappingPageProps) {
  const { t } = usePage();
  const { frame, id, fileName, opened, problems } = props;
  return (
    <OfficeShell title={t('imports.mapping-title')} frame={frame}>
      <OfficeHead title={t('imports.mapping-title')} meta={<span class="soft">{fileName}</span>} />
      <ErrorSummary problems={problems} />
      <p>{t('imports.mapping-lead')}</p>
      {opened.isRemembered && <Banner>{t('imports.mapping-remembered')}</Banner>}
      <Form action={paths.office.importPart(id, 'check')} class="stack">
        <ColumnTable {...props} />
        <Values {...props} />
        <Savebar cancel={paths.office.imports} text={t('imports.mapping-check-text')}>
          <Button kind="main" busy={t('imports.mapping-checking')}>
            {t('imports.mapping-check')}
          </Button>
        </Savebar>
      </Form>
      <Layout {...props} />
    </OfficeShell>
  );
}

function ColumnTable({ kind, opened, chosen }: MappingPageProps) {
  const { t } = usePage();
  const options = [
    { value: '', label: t('imports.mapping-leave-out') },
    ...fields[kind].map(({ name }) => ({ value: name, label: fieldText(t, name) })),
  ];
  return (
    <ScrollX label={t('imports.mapping-columns')} class="panel">
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">{t('imports.mapping-column')}</th>
            <th scope="col">{t('imports.mapping-samples')}</th>
            <th scope="col">{t('imports.mapping-field')}</th>
          </tr>
        </thead>
        <tbody>
          {opened.shape.columns.map((column, at) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              <td>
                <Samples values={opened.shape.samples.map((record) => record.cells[at] ?? '')} />
              </td>
              <td>
                <SelectField
                  name={`column-${at}`}
                  label={t('imports.mapping-field-of', { column })}
                  labelHidden
                  value={chosen.get(at) ?? ''}
                  options={options}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

/** The first values that say something, so that a column that begins empty can still be told. */
function Samples({ values }: { values: readonly string[] }) {
  const { t } = usePage();
  const said = [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))].slice(0, sampleCount);
  if (said.length === 0) return <span class="soft">{t('imports.mapping-empty')}</span>;
  return <span>{said.map((value) => (value.length > 40 ? `${value.slice(0, 39)}…` : value)).join(' · ')}</span>;
}

/** The choices that matter for this kind of file. */
function Values({ kind, opened, reading, problems }: MappingPageProps) {
  const { t } = usePage();
  const types = new Set(fields[kind].map(({ type }) => type));
  const hasDates = types.has('day') || types.has('moment');
  const hasAmounts = types.has('amount');
  const hasNumbers = hasAmounts || types.has('latitude');
  if (!hasDates && !hasNumbers) return null;
  const { unsure } = opened.proposal;
  return (
    <FormGroup title={t('imports.mapping-values')} text={t('imports.mapping-values-text')}>
      {hasDates && (
        <SelectField
          name="dateOrder"
          label={t('imports.reading-dates')}
          hint={unsure.includes('dateOrder') ? t('imports.mapping-unsure-dates') : t('imports.reading-dates-hint')}
          value={reading.dateOrder}
          options={(['dmy', 'mdy', 'ymd', 'serial'] as const).map((value) => ({
            value,
            label: t(`imports.reading-${value}`),
          }))}
        />
      )}
      {hasNumbers && (
        <SelectField
          name="numberStyle"
          label={t('imports.reading-numbers')}
          hint={unsure.includes('numberStyle') ? t('imports.mapping-unsure-numbers') : undefined}
          value={reading.numberStyle}
          options={(['point', 'comma'] as const).map((value) => ({ value, label: t(`imports.reading-${value}`) }))}
        />
      )}
      {hasAmounts && (
        <SelectField
          name="amountUnit"
          label={t('imports.reading-amounts')}
          value={reading.amountUnit}
          options={(['major', 'minor'] as const).map((value) => ({ value, label: t(`imports.reading-${value}`) }))}
        />
      )}
      {kind === 'invoices' && (
        <>
          <SelectField
            name="pricesIncludeTax"
            label={t('imports.reading-tax')}
            value={reading.pricesIncludeTax ? 'gross' : 'net'}
            options={(['net', 'gross'] as const).map((value) => ({ value, label: t(`imports.reading-${value}`) }))}
          />
          <TextField
            name="defaultRate"
            label={t('imports.reading-rate')}
            hint={t('imports.reading-rate-hint')}
            value={String(reading.defaultRateBp / 100)}
            inputMode="decimal"
            short
            error={problems.find(({ field }) => field === 'defaultRate')?.text}
          />
        </>
      )}
    </FormGroup>
  );
}

const delimiterWords = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const satisfies Record<
  Delimiter,
  string
>;

function Layout({ id, opened }: MappingPageProps) {
  const { t } = usePage();
  const { dialect, encodingSure } = opened.shape;
  return (
    <Form action={paths.office.importPart(id, 'layout')} class="stack">
      <FormGroup
        title={t('imports.mapping-layout')}
        text={encodingSure ? t('imports.mapping-layout-text') : t('imports.mapping-layout-unsure')}
      >
        <SelectField
          name="encoding"
          label={t('imports.mapping-encoding')}
          value={dialect.encoding}
          short
          options={encodings.map((value) => ({ value, label: value }))}
        />
        <SelectField
          name="delimiter"
          label={t('imports.mapping-delimiter')}
          value={delimiterWords[dialect.delimiter]}
          short
          options={delimiters.map((delimiter) => ({
            value: delimiterWords[delimiter],
            label: t(`imports.delimiter-${delimiterWords[delimiter]}`),
          }))}
        />
        <TextField
          name="headerRow"
          label={t('imports.mapping-header')}
          hint={t('imports.mapping-header-hint')}
          value={String(dialect.headerRow)}
          inputMode="numeric"
          short
        />
        <div class="row g8">
          <Button icon="refresh-cw">{t('imports.mapping-layout-save')}</Button>
        </div>
      </FormGroup>
    </Form>
  );
}
