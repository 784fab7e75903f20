import { paths } from '../../kernel/paths.ts';
import {
  Button,
  ErrorSummary,
  Form,
  Panel,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { errorIn, SettingsShell, type Shown } from '../settings/index.ts';
import { KEPT_NAMES } from './kept.ts';

/** How long what is kept. */
export function RetentionPage({
  frame,
  shown,
  problems,
}: {
  frame: OfficeFrame;
  shown: Shown;
  problems: readonly FieldProblem[];
}) {
  const { t } = usePage();
  return (
    <SettingsShell frame={frame} page="retention">
      <ErrorSummary problems={problems} />
      <Panel
        id="times"
        title={t('personal.retention')}
        aside={<a href={paths.office.dataRequests}>{t('personal.list-title')}</a>}
      >
        <Form action={paths.office.settingsPage('retention')} class="stack" keep="settings-retention">
          <p>{t('personal.retention-text')}</p>
          {KEPT_NAMES.map((name) => (
            <TextField
              key={name}
              name={name}
              label={t(`personal.${name}`)}
              hint={t(`personal.${name}-hint`)}
              value={shown[name]}
              error={errorIn(problems, name)}
              optional={name !== 'keep_books_years'}
              inputMode="numeric"
              maxLength={4}
              short
            />
          ))}
          <p>
            <Button kind="main">{t('personal.retention-save')}</Button>
          </p>
        </Form>
      </Panel>
    </SettingsShell>
  );
}
