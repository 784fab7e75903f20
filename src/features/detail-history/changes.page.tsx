import { Section, Time, usePage, Words } from '../../ui/index.ts';
import { fieldWords } from '../audit/index.ts';
import type { DetailChange } from './change.ts';

/** Who changed which detail, from what to what. Nothing when nothing was. */
export function DetailChanges({ changes }: { changes: readonly DetailChange[] }) {
  const { t } = usePage();
  if (changes.length === 0) return null;
  return (
    <Section id="detail-changes" title={t('details.changes-title')}>
      <ul class="lines boxed card flush">
        {changes.map((change) => (
          <li key={change.id} class="stack g4">
            <span>
              <b>{fieldWords(change.field, t)}</b>
              {change.person !== null && <span class="soft"> · {change.person}</span>}
            </span>
            <span class="small">
              <Words
                of="details.from-to"
                with={{ before: <Value of={change.before} />, after: <Value of={change.after} /> }}
              />
            </span>
            <span class="small soft">
              {change.actorKind === 'staff' || change.actorKind === 'system'
                ? t('details.by-office', { name: change.actorName ?? t('events.system') })
                : t('details.by-customer', { name: change.actorName ?? t('events.nobody') })}{' '}
              · <Time at={change.at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Value({ of }: { of: string | null }) {
  const { t } = usePage();
  if (of === null) return <i class="soft">{t('details.empty')}</i>;
  return <b>{of.replaceAll('\n', ', ')}</b>;
}
