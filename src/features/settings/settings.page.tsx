import {
  Chip,
  GoLink,
  Lines,
  OfficeHead,
  OfficeShell,
  Panel,
  usePage,
  type IconName,
  type OfficeFrame,
} from '../../ui/index.ts';
import { GROUPS, pagePath, type SettingsPageName } from './frame.page.tsx';

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

/** Everything that can be set, in its groups; who may set nothing finds the page about oneself. */
export function SettingsPage({ frame, manages, isOpen }: { frame: OfficeFrame; manages: boolean; isOpen: boolean }) {
  const { t } = usePage();
  const groups = manages ? GROUPS : GROUPS.filter(({ name }) => name === 'you');
  return (
    <OfficeShell title={t('settings.title')} frame={frame}>
      <OfficeHead title={t('settings.title')} />
      <div class="settings-home">
        {groups.map(({ name, pages }) => (
          <Panel key={name} id={name} title={t(`settings.home-${name}`)} flush>
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
          </Panel>
        ))}
      </div>
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
