import { paths } from '../../kernel/paths.ts';
import { Answer, PortalShell, usePage, type NavItem } from '../../ui/index.ts';
import { PasskeyList, type Passkey } from '../passkeys/index.ts';

/** A contact's own passkeys. */
export function PasskeysPage({
  slug,
  places,
  passkeys,
  suggestedName,
  problem,
}: {
  slug: string;
  places: readonly NavItem[];
  passkeys: readonly Passkey[];
  suggestedName: string;
  problem?: string | undefined;
}) {
  const { t } = usePage();
  return (
    <PortalShell title={t('security.passkeys')} places={places}>
      <Answer
        title={t('security.passkeys')}
        text={t('security.passkeys-text')}
        back={{ href: paths.portal.security(slug), label: t('security.title') }}
      />
      <PasskeyList
        passkeys={passkeys}
        paths={{
          add: paths.portal.passkeys(slug),
          options: paths.portal.passkeyOptions(slug),
          rename: (id) => paths.portal.passkeyPart(slug, id, 'name'),
          remove: (id) => paths.portal.passkeyPart(slug, id, 'removal'),
        }}
        suggestedName={suggestedName}
        problem={problem}
      />
    </PortalShell>
  );
}
