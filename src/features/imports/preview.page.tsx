import { isInstantText } from './preview.ts';
import { Chip, formatInstant, formatMoney, Panel, ScrollX, usePage, type IconName, type Tone } from '../../ui/index.ts';
import type { Shown } from './importer.ts';
import type { PreviewRow } from './progress.ts';
import { fieldText, problemText } from './said.ts';

const looks: Readonly<Record<PreviewRow['outcome'], { tone: Tone; icon: IconName }>> = {
  new: { tone: 'good', icon: 'plus' },
  updated: { tone: 'info', icon: 'refresh-cw' },
  unchanged: { tone: 'plain', icon: 'check' },
  bad: { tone: 'bad', icon: 'circle-alert' },
};

/** The first rows as they would be written: what becomes of each, and its values as they were read. */
export function PreviewTable({ rows }: { rows: readonly PreviewRow[] }) {
  const { t } = usePage();
  return (
    <Panel id="preview" title={t('imports.preview-title')} flush>
      <ScrollX label={t('imports.preview-title')}>
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">{t('imports.preview-row')}</th>
              <th scope="col">{t('imports.preview-outcome')}</th>
              <th scope="col">{t('imports.preview-values')}</th>
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
                <td>
                  {row.shown.length > 0 ? (
                    <Values shown={row.shown} />
                  ) : (
                    row.problems.map((problem) => problemText(t, problem)).join(' ')
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Panel>
  );
}

function Values({ shown }: { shown: readonly Shown[] }) {
  const { t, locale, timeZone } = usePage();
  const currency = shown.find(({ field }) => field === 'currency')?.value ?? 'EUR';
  const text = ({ field, value }: Shown): string => {
    if (field.endsWith('_minor')) return formatMoney({ minor: BigInt(value), currency }, locale);
    return isInstantText(value) ? formatInstant(Temporal.Instant.from(value), timeZone, locale) : value;
  };
  return (
    <>
      {shown.map((item, at) => (
        <span key={item.field}>
          {at > 0 && ' · '}
          <span class="soft">{fieldText(t, item.field)}</span> {text(item)}
        </span>
      ))}
    </>
  );
}
