import { paths } from '../../kernel/paths.ts';
import {
  Answer,
  Banner,
  Button,
  ButtonForm,
  Card,
  GoLink,
  Lines,
  PortalShell,
  Section,
  usePage,
  type NavItem,
} from '../../ui/index.ts';
import { DeviceLines, SessionLines, TryLines } from './lists.page.tsx';
import type { OwnWaysIn } from './ways.ts';

export interface SecurityPageProps {
  readonly slug: string;
  readonly places: readonly NavItem[];
  readonly ways: OwnWaysIn;
  readonly sessionId: string;
  readonly passwordsOn: boolean;
}

/** How this contact gets in, where it is signed in, and who tried. */
export function SecurityPage(props: SecurityPageProps) {
  const { t } = usePage();
  const { slug, places, ways, sessionId } = props;
  const others = ways.sessions.filter((session) => session.id !== sessionId).length;
  return (
    <PortalShell title={t('security.title')} places={places}>
      <Answer
        title={t('security.answer', { count: Math.max(ways.sessions.length, 1) })}
        text={t('security.answer-text')}
        back={{ href: paths.portal.more(slug), label: t('access.place-more') }}
      />
      {ways.login?.password_set_by === 'staff' && <Banner tone="warn">{t('logins.change-staff')}</Banner>}
      <WaysList {...props} />
      <Section
        id="sessions"
        title={t('security.sessions')}
        card
        aside={
          others > 0 && (
            <ButtonForm action={paths.portal.securityPart(slug, 'others-ending')}>
              <Button>{t('security.end-others')}</Button>
            </ButtonForm>
          )
        }
      >
        <SessionLines
          sessions={ways.sessions}
          current={sessionId}
          endPath={(id) => paths.portal.securityItem(slug, 'sessions', id, 'ending')}
        />
      </Section>
      <Section id="devices" title={t('security.devices')} card>
        <p class="soft mid">{t('security.devices-text')}</p>
        {ways.devices.length === 0 ? (
          <p class="soft">{t('security.devices-none')}</p>
        ) : (
          <DeviceLines
            devices={ways.devices}
            forgetPath={(id) => paths.portal.securityItem(slug, 'devices', id, 'forgetting')}
          />
        )}
      </Section>
      <Section id="tries" title={t('security.tries')} card>
        {ways.tries.length === 0 ? <p class="soft">{t('security.tries-none')}</p> : <TryLines tries={ways.tries} />}
      </Section>
    </PortalShell>
  );
}

/** The ways in this contact has, each leading to where it is changed. */
function WaysList({ slug, ways, passwordsOn }: SecurityPageProps) {
  const { t } = usePage();
  const { pin, login, passkeys } = ways;
  return (
    <Section id="ways" title={t('security.ways')} class="stack g12">
      <Card flush>
        <Lines boxed>
          <li>
            <GoLink
              href={paths.portal.pin(slug)}
              icon="key-round"
              title={t('security.pin')}
              text={t(pin === null ? 'security.pin-none' : pin.fails >= 5 ? 'security.pin-dead' : 'security.pin-set')}
            />
          </li>
          {passwordsOn && login !== null && (
            <li>
              <GoLink
                href={paths.portal.ownPassword(slug)}
                icon="lock"
                title={t('security.password')}
                text={t(login.password_set_at === null ? 'security.password-none' : 'security.password-set', {
                  username: login.username,
                })}
              />
            </li>
          )}
          <li>
            <GoLink
              href={paths.portal.passkeys(slug)}
              icon="shield-check"
              title={t('security.passkeys')}
              text={t('security.passkeys-count', { count: passkeys.length })}
            />
          </li>
        </Lines>
      </Card>
      <p class="soft mid">{t('security.ways-link')}</p>
    </Section>
  );
}
