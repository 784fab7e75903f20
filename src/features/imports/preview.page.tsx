import { Chip, formatInstant, formatMoney, Panel, ScrollX, usePage, type IconName, type Tone } from '../../ui/index.ts';
import type { PreviewRow } from '../import-runs/index.ts';
import { fieldText, problemText } from '../import-columns/index.ts';

const looks: Readonly<Record<PreviewRow['outcome'], { tone: Tone; icon: IconName }>> = {
  new: { tone: 'good', icon: 'plus' },
  updated: { tone: 'info', icon: 'refresh-cw' },
  unchanged: { tone: 'plain', icon: 'check' },
  bad: { tone: 'bad', icon: 'circle-alert' },
};

/** The first rows as they would be written: what becomes of each, and its values as they were read. */
export function PreviewTable({ rows }: { rows: readonly PreviewRow[] }) {
  const { t } = usePage();
  const names = [...new Set(rows.flatMap(({ shown }) => shown.map(({ field }) => field)))];
  return (
    <Panel id="preview" title={t('imports.preview-title')} flush>
      <ScrollX label={t('imports.preview-label')}>
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">{t('imports.preview-row')}</th>
              <th scope="col">{t('imports.preview-outcome')}</th>
              {names.map((name) => (
                <th key={name} scope="col" class={name.endsWith('_minor') ? 'money' : undefined}>
                  {fieldText(t, name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row}>
                <th scope="row" class="num">
                  {row.row}
                </th>
                <td>
                  <Chip {...looks[row.outcome]}>{t(`imports.outcome-${row.outcome}`)}</Chip>
                </td>
                <Values row={row} names={names} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Panel>
  );
}

/** One cell for each field, or what is wrong with the row where it could not be read. */
function Values({ row, names }: { row: PreviewRow; names: readonly string[] }) {
  const { t, locale, timeZone } = usePage();
  const values = new Map(row.shown.map(({ field, value }) => [field, value]));
  if (values.size === 0)
    return (
      <td colSpan={Math.max(names.length, 1)}>{row.problems.map((problem) => problemText(t, problem)).join(' ')}</td>
    );
  const text = (field: string, value: string): string => {
    if (field.endsWith('_minor'))
      return formatMoney({ minor: BigInt(value), currency: values.get('currency') ?? 'EUR' }, locale);
    return isInstantText(value) ? formatInstant(Temporal.Instant.from(value), timeZone, locale) : value;
  };
  return (
    <>
      {names.map((name) => {
        const value = values.get(name);
        return (
          <td key={name} class={name.endsWith('_minor') ? 'money num' : 'cut'}>
            {value === undefined ? '' : text(name, value)}
          </td>
        );
      })}
    </>
  );
}

/** Whether a shown value is an instant as `Temporal.Instant` prints it. */
function isInstantText(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(value);
}
