import { paths } from '../../kernel/paths.ts';
import {
  Button,
  ButtonForm,
  ErrorSummary,
  FileField,
  Form,
  Logo,
  Panel,
  Row,
  Stack,
  StateChip,
  TextField,
  ThemePreview,
  usePage,
  type FieldProblem,
  type OfficeFrame,
  type OrgView,
} from '../../ui/index.ts';
import { errorIn } from './errors.ts';
import { SettingsShell } from './frame.page.tsx';

export interface LookPageProps {
  readonly frame: OfficeFrame;
  /** What stands in the field. */
  readonly accent: string;
  /** What the portal wears now. */
  readonly saved: string;
  readonly org: OrgView;
  readonly problems: readonly FieldProblem[];
}

export function LookPage({ frame, accent, saved, org, problems }: LookPageProps) {
  const { t } = usePage();
  return (
    <SettingsShell frame={frame} page="look" wide>
      <ErrorSummary problems={problems} />
      <div class="cols even">
        <Panel id="colour" title={t('settings.colour-title')}>
          <Form action={paths.office.settingsPage('look')} class="stack">
            <TextField
              name="accent"
              label={t('settings.accent')}
              hint={t('settings.accent-hint')}
              value={accent}
              error={errorIn(problems, 'accent')}
              autocapitalize="none"
              spellcheck={false}
              short
              maxLength={7}
            />
            <p class="soft">{t('settings.accent-text')}</p>
            <div>
              <Button kind="main">{t('settings.save-look')}</Button>
            </div>
          </Form>
        </Panel>
        <LogoPanel org={org} problems={problems} />
      </div>
      <Panel id="preview" title={t('settings.preview-title')} aside={<span class="soft num">{saved}</span>}>
        <Stack>
          <p class="soft needs-scripts">{t('settings.preview-live')}</p>
          <p class="soft no-scripts">{t('settings.preview-saved')}</p>
          <ThemePreview field="accent">
            <div class="cols even">
              <Sample scheme="light" org={org} />
              <Sample scheme="dark" org={org} />
            </div>
          </ThemePreview>
        </Stack>
      </Panel>
    </SettingsShell>
  );
}

function LogoPanel({ org, problems }: { org: OrgView; problems: readonly FieldProblem[] }) {
  const { t } = usePage();
  const part = (name: string) => paths.office.settingsPart('look', name);
  return (
    <Panel id="logo" title={t('settings.logo-title')}>
      <Stack>
        <p class="soft">{t('settings.logo-text')}</p>
        {org.logo === undefined ? <p>{t('settings.logo-is-none')}</p> : <Logo org={org} href={undefined} />}
        <Form action={part('logo')} files class="stack">
          <FileField
            name="logo"
            label={t('settings.logo-file')}
            hint={t('settings.logo-hint')}
            accept=".png,.jpg,.jpeg,image/png,image/jpeg"
            error={errorIn(problems, 'logo')}
          />
          <div>
            <Button icon="upload">{t('settings.logo-upload')}</Button>
          </div>
        </Form>
        {org.logo !== undefined && (
          <ButtonForm action={part('logo-removal')}>
            <Button kind="quiet" icon="trash-2">
              {t('settings.logo-remove')}
            </Button>
          </ButtonForm>
        )}
      </Stack>
    </Panel>
  );
}

/** A piece of the portal as a customer sees it, in one scheme. Only to look at. */
function Sample({ scheme, org }: { scheme: 'light' | 'dark'; org: OrgView }) {
  const { t } = usePage();
  return (
    <div class="card" data-theme={scheme} data-org inert>
      <Stack>
        <p class="soft small">{t(`settings.preview-${scheme}`)}</p>
        <Logo org={org} href={undefined} />
        <p>
          <b>{t('settings.preview-answer')}</b>
        </p>
        <Row gap={8}>
          <span class="btn main">{t('settings.preview-button')}</span>
          <StateChip kind="invoice" state="due_soon" />
        </Row>
        <p>
          <a href="#preview">{t('settings.preview-link')}</a>
        </p>
      </Stack>
    </div>
  );
}
