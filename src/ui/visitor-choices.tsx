import { Button } from './button.tsx';
import { usePage } from './context.tsx';
import { SelectField } from './fields.tsx';
import { ButtonForm, Form } from './form.tsx';
import { Icon } from './icon.tsx';

const THEMES = ['system', 'light', 'dark'] as const;

/** This page in the other languages. */
export function LanguageLinks() {
  const { choices, lang } = usePage();
  const others = choices?.languages.filter(({ tag }) => tag !== lang) ?? [];
  return (
    <>
      {others.map(({ tag, name, href }) => (
        <a key={tag} href={href} lang={tag} hreflang={tag} rel="nofollow">
          {name}
        </a>
      ))}
    </>
  );
}

/** Light, dark, or as the system has it: three buttons, of which the chosen one is pressed. */
export function ThemeChoice() {
  const { t, choices, theme } = usePage();
  if (choices?.themePath === undefined) return null;
  return (
    <ButtonForm action={choices.themePath} fields={{ next: choices.here }} class="themes">
      <span class="vh">{t('ui.theme')}</span>
      {THEMES.map((one) => (
        <button
          key={one}
          type="submit"
          name="theme"
          value={one}
          class="as-link"
          aria-pressed={one === (theme ?? 'system') ? 'true' : 'false'}
        >
          {t(`ui.theme-${one}`)}
        </button>
      ))}
    </ButtonForm>
  );
}

/** The office's own: a button in the rail and what it opens, a popover, so it opens without scripts. */
export function OwnChoicesButton() {
  const { t, choices, viewer } = usePage();
  if (choices === undefined || viewer?.choicesPath === undefined) return null;
  return (
    <button class="btn quiet icon-only" type="button" popovertarget="own-choices" aria-label={t('ui.own-choices')}>
      <Icon name="languages" />
    </button>
  );
}

export function OwnChoices() {
  const { t, choices, viewer, theme } = usePage();
  if (choices === undefined || viewer?.choicesPath === undefined) return null;
  return (
    <div class="keys card" id="own-choices" popover="auto" role="dialog" aria-labelledby="own-choices-title">
      <div class="sheet-head">
        <h2 id="own-choices-title">{t('ui.own-choices')}</h2>
        <button class="btn quiet" type="button" popovertarget="own-choices" popovertargetaction="hide">
          {t('ui.keys-close')}
        </button>
      </div>
      <Form action={viewer.choicesPath} class="stack g16">
        <input type="hidden" name="next" value={choices.here} />
        <SelectField
          name="own_language"
          label={t('ui.language')}
          value={viewer.language ?? ''}
          options={[
            { value: '', label: t('ui.language-browser') },
            ...choices.languages.map(({ tag, name }) => ({ value: tag, label: name })),
          ]}
        />
        <SelectField
          name="own_theme"
          label={t('ui.theme')}
          value={theme ?? 'system'}
          options={THEMES.map((one) => ({ value: one, label: t(`ui.theme-${one}`) }))}
        />
        <Button kind="main">{t('ui.own-choices-save')}</Button>
      </Form>
    </div>
  );
}
