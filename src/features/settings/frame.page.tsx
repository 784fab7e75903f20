import { paths } from '../../kernel/paths.ts';
import {
  BackLink,
  Columns,
  OfficeHead,
  OfficeShell,
  Stack,
  Tabs,
  usePage,
  type Children,
  type OfficeFrame,
} from '../../ui/index.ts';

/** The settings, by what they are about. A page that is added stands in one group; its words are `settings.<page>-…`. */
export const GROUPS = [
  { name: 'business', pages: ['org', 'billing', 'team'] },
  { name: 'portal', pages: ['look', 'menu', 'access', 'messages'] },
  { name: 'data', pages: ['retention', 'keeping'] },
  { name: 'you', pages: ['account'] },
] as const;
export type SettingsPageName = (typeof GROUPS)[number]['pages'][number];

/** The page about oneself stands beside the settings: everybody has it, whatever their role. */
export function pagePath(page: SettingsPageName): string {
  return page === 'account' ? paths.office.account : paths.office.settingsPage(page);
}

/** Every settings page: the way back to all of them, its title, and its neighbours for those who may set them. */
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
  const group = GROUPS.find(({ pages }) => pages.some((name) => name === page));
  const neighbours: readonly SettingsPageName[] = manages && group !== undefined ? group.pages : [];
  return (
    <OfficeShell title={t(`settings.${page}-title`)} frame={frame}>
      <BackLink href={paths.office.settings} label={t('settings.title')} />
      <OfficeHead
        title={t(`settings.${page}-title`)}
        meta={<span class="soft small">{t(`settings.${page}-text`)}</span>}
      />
      {group !== undefined && neighbours.length > 1 && (
        <Tabs
          label={t(`settings.home-${group.name}`)}
          of={neighbours.map((name) => ({
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
