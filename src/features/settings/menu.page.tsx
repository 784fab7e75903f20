import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  Chip,
  ErrorSummary,
  Facts,
  FieldRow,
  Form,
  FormGroup,
  Panel,
  problemOf,
  SelectField,
  TextField,
  usePage,
  type FieldProblem,
  type IconName,
  type OfficeFrame,
} from '../../ui/index.ts';
import { voiceFor } from '../../platform/i18n/index.ts';
import { isWordKey, LANGUAGES, type Translate } from '../../words/index.ts';
import { arranged, MOST_IN_BAR, MOST_NAME, STANDS, type MenuEntry, type MenuPlace } from '../access/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { SettingsShell } from './frame.page.tsx';
import { nameField, standsField } from './read-menu.ts';

export interface MenuPageProps {
  readonly frame: OfficeFrame;
  readonly org: Pick<OrgRow, 'jobs_word'>;
  /** As stored, or as typed and not saved yet. */
  readonly menu: readonly MenuEntry[];
  readonly isDraft: boolean;
  readonly problems: readonly FieldProblem[];
}

/** The portal's places: their order, what they are called, and where they stand. Works by buttons alone. */
export function MenuPage({ frame, org, menu, isDraft, problems }: MenuPageProps) {
  const { t } = usePage();
  return (
    <SettingsShell frame={frame} page="menu">
      <ErrorSummary problems={problems} />
      {isDraft && problems.length === 0 && <Banner>{t('menu.draft')}</Banner>}
      <p class="soft">{t('menu.text', { most: MOST_IN_BAR })}</p>
      <p class="soft">{t('menu.not-forbidden')}</p>
      <Form action={paths.office.settingsPage('menu')} class="stack g24">
        <Preview org={org} menu={menu} />
        {menu.map((entry, at) => (
          <PlaceRow key={entry.place} org={org} entry={entry} at={at} count={menu.length} problems={problems} />
        ))}
        <Buttons />
      </Form>
    </SettingsShell>
  );
}

/** Saving is the first button of the form too: it is what Enter in a field does. */
function Buttons() {
  const { t } = usePage();
  return (
    <div class="row g8">
      <Button kind="plain" name="step" value="preview">
        {t('menu.see')}
      </Button>
      <Button kind="plain" name="step" value="save">
        {t('menu.save')}
      </Button>
    </div>
  );
}

/** What a place is called without a name of the org's. */
function ourName(place: MenuPlace, org: MenuPageProps['org'], t: Translate): string {
  if (place === 'jobs' && org.jobs_word !== null) return org.jobs_word;
  const key = `menu.place-${place}`;
  return isWordKey(key) ? t(key) : place;
}

const ICONS: Readonly<Record<MenuPlace, IconName>> = {
  home: 'house',
  jobs: 'clipboard-list',
  invoices: 'receipt-text',
  messages: 'message-square',
  details: 'circle-user',
  colleagues: 'users',
};

/** The bar and what is under *More*, as somebody sees it to whom everything is open, in each language. */
function Preview({ org, menu }: Pick<MenuPageProps, 'org' | 'menu'>) {
  const { t } = usePage();
  const { bar, more } = arranged(
    menu,
    menu.map((entry) => ({ ...entry, id: entry.place })),
  );
  const written = (entries: readonly MenuEntry[], language: keyof typeof LANGUAGES) =>
    entries.map(({ place, names }) => (
      <Chip key={place} icon={ICONS[place]}>
        {names[language] ?? ourName(place, org, voiceFor(language).t)}
      </Chip>
    ));
  return (
    <Panel id="menu-preview" title={t('menu.preview')}>
      <div class="stack">
        {Object.values(LANGUAGES).map(({ code, name }) => (
          <Facts
            key={code}
            of={[
              {
                label: t('menu.bar-in', { language: name }),
                value: (
                  <span class="row g4">
                    {written(bar, code)} <Chip icon="menu">{t('access.place-more')}</Chip>
                  </span>
                ),
              },
              {
                label: t('menu.more-in', { language: name }),
                value: more.length === 0 ? '–' : <span class="row g4">{written(more, code)}</span>,
              },
            ]}
          />
        ))}
        <Buttons />
      </div>
    </Panel>
  );
}

function PlaceRow({
  org,
  entry,
  at,
  count,
  problems,
}: {
  org: MenuPageProps['org'];
  entry: MenuEntry;
  at: number;
  count: number;
  problems: readonly FieldProblem[];
}) {
  const { t } = usePage();
  const { place, stands, names } = entry;
  const name = ourName(place, org, t);
  return (
    <FormGroup title={name}>
      <input type="hidden" name="place" value={place} />
      <div class="row g8">
        <Button
          name="move"
          value={`${place}.up`}
          icon="arrow-up"
          iconOnly={t('menu.up', { place: name })}
          disabled={at === 0}
        />
        <Button
          name="move"
          value={`${place}.down`}
          icon="arrow-down"
          iconOnly={t('menu.down', { place: name })}
          disabled={at === count - 1}
        />
        {place === 'home' && <span class="soft small">{t('menu.home-stays')}</span>}
      </div>
      {place !== 'home' && (
        <SelectField
          name={standsField(place)}
          label={t('menu.where')}
          value={stands}
          options={STANDS.map((one) => ({ value: one, label: t(`menu.stands-${one}`) }))}
          short
        />
      )}
      <FieldRow>
        {Object.values(LANGUAGES).map((language) => (
          <TextField
            key={language.code}
            name={nameField(place, language.code)}
            label={t('menu.name-in', { language: language.name })}
            value={names[language.code] ?? ''}
            error={problemOf(problems, nameField(place, language.code))}
            maxLength={MOST_NAME}
            optional
          />
        ))}
      </FieldRow>
    </FormGroup>
  );
}
