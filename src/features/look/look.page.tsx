import { paths, withQuery } from '../../kernel/paths.ts';
import {
  Button,
  ButtonForm,
  contrast,
  CORNER_NAMES,
  ErrorSummary,
  FONT_NAMES,
  Form,
  lookVersion,
  Panel,
  PAIRS,
  Row,
  SelectField,
  Stack,
  TextField,
  themePairs,
  ThemePreview,
  usePage,
  type FieldProblem,
  type Look,
  type OfficeFrame,
  type OrgView,
} from '../../ui/index.ts';
import type { OrgLook } from '../orgs/index.ts';
import { errorIn, SettingsShell } from '../settings/index.ts';
import { FaviconPanel, LogoPanel } from './pictures.page.tsx';

export interface LookPageProps {
  readonly frame: OfficeFrame;
  /** What stands in the fields. */
  readonly look: OrgLook;
  /** What the frames show. */
  readonly shown: Look;
  /** Offered in place of a colour that is refused. */
  readonly nearest: string | null;
  /** Null when the look was never changed. */
  readonly undoPath: string | null;
  readonly org: OrgView;
  readonly problems: readonly FieldProblem[];
}

const part = (name: string): string => paths.office.settingsPart('look', name);

export function LookPage({ frame, look, shown, nearest, undoPath, org, problems }: LookPageProps) {
  const { t } = usePage();
  return (
    <SettingsShell frame={frame} page="look" wide>
      <ErrorSummary problems={problems} />
      <div class="look-editor">
        <Stack gap={24}>
          <Panel id="look-form" title={t('look.form-title')}>
            <LookForm look={look} nearest={nearest} problems={problems} />
          </Panel>
          <Row gap={8}>
            {undoPath !== null && (
              <ButtonForm action={undoPath}>
                <Button icon="undo-2">{t('look.undo')}</Button>
              </ButtonForm>
            )}
            <ButtonForm action={part('reset')}>
              <Button kind="quiet" icon="rotate-ccw">
                {t('look.reset')}
              </Button>
            </ButtonForm>
          </Row>
          <LogoPanel org={org} problems={problems} />
          <FaviconPanel org={org} problems={problems} />
        </Stack>
        <ThemePreview field="accent">
          <Stack gap={24}>
            <Frames shown={shown} />
            <Readings accent={shown.accent} />
          </Stack>
        </ThemePreview>
      </div>
    </SettingsShell>
  );
}

function LookForm({ look, nearest, problems }: Pick<LookPageProps, 'look' | 'nearest' | 'problems'>) {
  const { t } = usePage();
  return (
    <Form action={paths.office.settingsPage('look')} class="stack">
      <TextField
        name="accent"
        label={t('settings.accent')}
        hint={t('settings.accent-hint')}
        value={look.accent}
        error={errorIn(problems, 'accent')}
        autocapitalize="none"
        spellcheck={false}
        short
        maxLength={7}
      />
      <input type="color" class="swatch needs-scripts" data-picks="accent" aria-label={t('look.pick')} />
      {nearest !== null && (
        <div>
          <Button name="nearest" value={nearest} formAction={part('preview')}>
            {t('look.nearest', { colour: nearest })}
          </Button>
        </div>
      )}
      <p class="soft">{t('settings.accent-text')}</p>
      <SelectField
        name="font"
        label={t('look.font')}
        hint={t('look.font-hint')}
        value={look.font}
        error={errorIn(problems, 'font')}
        options={FONT_NAMES.map((value) => ({
          value,
          label: t(`look.font-${value}`),
        }))}
      />
      <SelectField
        name="corners"
        label={t('look.corners')}
        value={look.corners}
        error={errorIn(problems, 'corners')}
        options={CORNER_NAMES.map((value) => ({
          value,
          label: t(`look.corners-${value}`),
        }))}
      />
      <SelectField
        name="portal_scheme"
        label={t('look.scheme')}
        value={look.portal_scheme}
        error={errorIn(problems, 'portal_scheme')}
        options={(['visitor', 'light'] as const).map((value) => ({ value, label: t(`look.scheme-${value}`) }))}
      />
      <Row gap={8}>
        <Button kind="main">{t('look.save')}</Button>
        <Button formAction={part('preview')} icon="eye">
          {t('look.preview')}
        </Button>
      </Row>
    </Form>
  );
}

const FRAMES = [
  { name: 'phone-light', scheme: 'light' },
  { name: 'phone-dark', scheme: 'dark' },
  { name: 'desk-light', scheme: 'light' },
] as const;

function Frames({ shown }: { shown: Look }) {
  const { t } = usePage();
  return (
    <Panel id="preview" title={t('look.frames-title')}>
      <Stack>
        <p class="soft needs-scripts">{t('look.frames-live')}</p>
        <p class="soft no-scripts">{t('look.frames-pressed')}</p>
        <div class="look-frames">
          {FRAMES.map(({ name, scheme }) => (
            <figure key={name} class={name.startsWith('desk') ? 'desk' : 'phone'}>
              {/* Without scripts of its own; ours may reach in to show what is being changed. */}
              <iframe
                title={t(`look.frame-${name}`)}
                src={withQuery(part('sample'), { look: lookVersion(shown), scheme })}
                sandbox="allow-same-origin"
              />
              <figcaption class="small soft">{t(`look.frame-${name}`)}</figcaption>
            </figure>
          ))}
        </div>
      </Stack>
    </Panel>
  );
}

/** How readable each pair is, in numbers: never rounded up. */
function Readings({ accent }: { accent: string }) {
  const { t, locale } = usePage();
  const [light, dark] = [themePairs(accent, 'light'), themePairs(accent, 'dark')];
  const ratio = (pairs: typeof light, name: string) => {
    const pair = pairs.find((one) => one.name === name);
    return pair === undefined ? '' : (Math.floor(contrast(pair.text, pair.ground) * 10) / 10).toLocaleString(locale);
  };
  return (
    <Panel id="reads" title={t('look.reads-title')}>
      <Stack>
        <p class="soft">{t('look.reads-text')}</p>
        <dl class="facts">
          {PAIRS.map((name) => (
            <div key={name} class="pair">
              <dt>{t(`look.pair-${name}`)}</dt>
              <dd class="num" data-pair={name} data-text={t('look.reads-both', { light: '{light}', dark: '{dark}' })}>
                {t('look.reads-both', { light: ratio(light, name), dark: ratio(dark, name) })}
              </dd>
            </div>
          ))}
        </dl>
      </Stack>
    </Panel>
  );
}
