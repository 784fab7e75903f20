import { paths } from '../../kernel/paths.ts';
import {
  Columns,
  OfficeHead,
  OfficeShell,
  Stack,
  Tabs,
  usePage,
  type Children,
  type OfficeFrame,
} from '../../ui/index.ts';

export const PAGES = [
  'org',
  'billing',
  'look',
  'menu',
  'access',
  'messages',
  'team',
  'retention',
  'keeping',
  'account',
] as const;
export type SettingsPageName = (typeof PAGES)[number];

/** The page about oneself stands beside the settings: everybody has it, whatever their role. */
export function pagePath(page: SettingsPageName): string {
  return page === 'account' ? paths.office.account : paths.office.settingsPage(page);
}

/** Every settings page: its title and the way to the others. Who may set nothing sees only the page about oneself. */
export function SettingsShell({
  frame,
  page,
  manages = true,
  wide,
  children,
}: {
  frame: OfficeFrame;
  page: SettingsPageName;
  manages?: boolean | undefined;
  /** Uses the whole width; forms are as wide as they can be read. */
  wide?: boolean | undefined;
  children: Children;
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={t(`settings.${page}-title`)} frame={frame}>
      <OfficeHead
        title={t(`settings.${page}-title`)}
        meta={<span class="soft small">{t(`settings.${page}-text`)}</span>}
      />
      {manages && (
        <Tabs
          label={t('settings.title')}
          of={PAGES.map((name) => ({
            href: pagePath(name),
            label: t(`settings.${name}-tab`),
            current: name === page,
          }))}
        />
      )}
      {wide === true ? (
        <Stack gap={24}>{children}</Stack>
      ) : (
        <Columns kind="form">
          <Stack gap={24}>{children}</Stack>
        </Columns>
      )}
    </OfficeShell>
  );
}
