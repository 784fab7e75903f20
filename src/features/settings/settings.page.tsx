import {
  Card,
  Chip,
  GoLink,
  Lines,
  OfficeHead,
  OfficeShell,
  usePage,
  type IconName,
  type OfficeFrame,
} from '../../ui/index.ts';
import { PAGES, pagePath, type SettingsPageName } from './frame.page.tsx';

const ICONS: Readonly<Record<SettingsPageName, IconName>> = {
  org: 'building-2',
  billing: 'receipt-text',
  look: 'palette',
  menu: 'menu',
  access: 'shield-check',
  messages: 'message-square',
  team: 'users',
  retention: 'hourglass',
  keeping: 'archive',
  account: 'circle-user',
};

/** What can be set, each with what it is about. */
export function SettingsPage({ frame, manages, isOpen }: { frame: OfficeFrame; manages: boolean; isOpen: boolean }) {
  const { t } = usePage();
  const pages = manages ? PAGES : PAGES.filter((page) => page === 'account');
  return (
    <OfficeShell title={t('settings.title')} frame={frame}>
      <OfficeHead title={t('settings.title')} />
      <Card flush>
        <Lines boxed>
          {pages.map((page) => (
            <li key={page}>
              <GoLink
                href={pagePath(page)}
                icon={ICONS[page]}
                title={t(`settings.${page}-title`)}
                text={t(`settings.${page}-text`)}
                end={page === 'access' && <PortalChip isOpen={isOpen} />}
              />
            </li>
          ))}
        </Lines>
      </Card>
    </OfficeShell>
  );
}

/** Whether customers can come in at all. */
export function PortalChip({ isOpen }: { isOpen: boolean }) {
  const { t } = usePage();
  return isOpen ? (
    <Chip tone="good" icon="circle-check">
      {t('settings.portal-open')}
    </Chip>
  ) : (
    <Chip tone="warn" icon="door-closed">
      {t('settings.portal-closed')}
    </Chip>
  );
}
