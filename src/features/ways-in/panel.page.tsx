import { paths, withQuery } from '../../kernel/paths.ts';
import { Button, ButtonForm, Panel, usePage } from '../../ui/index.ts';
import { DeviceLines, SessionLines, TryLines } from './lists.page.tsx';
import type { WaysIn } from './ways.ts';

/** A contact's sessions, devices and tries, on its page in the office. */
export function WaysInPanel({
  customerNumber,
  contact,
  waysIn,
  mayWrite,
}: {
  customerNumber: string;
  contact: { readonly id: string };
  waysIn: WaysIn;
  mayWrite: boolean;
}) {
  const { t } = usePage();
  const { sessions, devices, passkeys, tries } = waysIn;
  const part = (name: string) => paths.office.contactPart(customerNumber, contact.id, name);
  return (
    <Panel
      id="ways-in"
      title={t('security.panel-title')}
      aside={<a href={withQuery(paths.office.signIns, { customer: customerNumber })}>{t('security.panel-all')}</a>}
    >
      <div class="stack g12">
        <h3>{t('security.sessions')}</h3>
        {sessions.length === 0 ? (
          <p class="soft small">{t('security.sessions-none')}</p>
        ) : (
          <SessionLines sessions={sessions} endPath={mayWrite ? (id) => `${part('sessions')}/${id}/ending` : null} />
        )}
        {mayWrite && sessions.length > 1 && (
          <ButtonForm action={part('sessions-ending')}>
            <Button>{t('security.end-all')}</Button>
          </ButtonForm>
        )}
        <h3>{t('security.devices')}</h3>
        {devices.length === 0 ? (
          <p class="soft small">{t('security.devices-none')}</p>
        ) : (
          <DeviceLines devices={devices} forgetPath={mayWrite ? (id) => `${part('devices')}/${id}/forgetting` : null} />
        )}
        <p class="soft small">{t('security.passkeys-count', { count: passkeys.length })}</p>
        <h3>{t('security.tries')}</h3>
        {tries.length === 0 ? (
          <p class="soft small">{t('security.tries-none')}</p>
        ) : (
          <TryLines tries={tries.slice(0, 5)} />
        )}
      </div>
    </Panel>
  );
}
