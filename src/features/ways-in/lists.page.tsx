import { Button, ButtonForm, Chip, Lines, Time, usePage, type Children, type Translate } from '../../ui/index.ts';
import { isWordKey } from '../../words/index.ts';
import type { KnownDevice, OpenSession, ShownTry } from './ways.ts';

/** How somebody came in, in words. */
export function wayWords(way: string, t: Translate): string {
  const key = `security.way-${way}`;
  return isWordKey(key) ? t(key) : way;
}

export function deviceWords(device: string | null, t: Translate): string {
  return device === null || device === '?' ? t('security.device-unknown') : device;
}

/** Open sessions, each with the button that ends it. */
export function SessionLines({
  sessions,
  current,
  endPath,
}: {
  sessions: readonly OpenSession[];
  /** The one that is looking, which has no button: signing out ends it. */
  current?: string;
  endPath: ((id: string) => string) | null;
}) {
  const { t } = usePage();
  return (
    <Lines>
      {sessions.map((session) => (
        <li key={session.id} class="row g8">
          <span class="grow">
            <b>{deviceWords(session.device, t)}</b>
            {session.id === current && (
              <>
                {' '}
                <Chip icon="circle-check">{t('security.this-one')}</Chip>
              </>
            )}
            <span class="soft small block">
              {wayWords(session.began_by, t)}, {t('security.since')} <Time at={session.created_at} />.{' '}
              {t('security.last-seen')} <Time at={session.last_seen_at} relative />.
            </span>
          </span>
          {endPath !== null && session.id !== current && (
            <EndButton action={endPath(session.id)}>
              {t('security.end')}
              <span class="vh"> {deviceWords(session.device, t)}</span>
            </EndButton>
          )}
        </li>
      ))}
    </Lines>
  );
}

export function DeviceLines({
  devices,
  forgetPath,
}: {
  devices: readonly KnownDevice[];
  forgetPath: ((id: string) => string) | null;
}) {
  const { t } = usePage();
  return (
    <Lines>
      {devices.map((device) => (
        <li key={device.id} class="row g8">
          <span class="grow">
            <b>{deviceWords(device.label, t)}</b>
            <span class="soft small block">
              {t('security.known-since')} <Time at={device.proved_at} />
            </span>
          </span>
          {forgetPath !== null && (
            <EndButton action={forgetPath(device.id)}>
              {t('security.forget')}
              <span class="vh"> {deviceWords(device.label, t)}</span>
            </EndButton>
          )}
        </li>
      ))}
    </Lines>
  );
}

function EndButton({ action, children }: { action: string; children: Children }) {
  return (
    <ButtonForm action={action}>
      <Button kind="quiet">{children}</Button>
    </ButtonForm>
  );
}

export function TryLines({ tries }: { tries: readonly ShownTry[] }) {
  const { t } = usePage();
  return (
    <Lines>
      {tries.map((one) => (
        <li key={one.id} class="row g8">
          <span class="grow">
            <b>{outcomeWords(one, t)}</b>
            <span class="soft small block">
              {wayWords(one.way, t)}, {deviceWords(one.device, t)}
              {one.network !== null && `, ${one.network}`}
            </span>
          </span>
          <span class="soft small">
            <Time at={one.tried_at} />
          </span>
        </li>
      ))}
    </Lines>
  );
}

export function outcomeWords({ outcome, way }: Pick<ShownTry, 'outcome' | 'way'>, t: Translate): string {
  if (way === 'step_up') return t(outcome === 'in' ? 'security.outcome-confirmed' : 'security.outcome-wrong');
  if (outcome === 'in') return t('security.outcome-in');
  return t(outcome === 'half' ? 'security.outcome-half' : 'security.outcome-wrong');
}

/** The same for a table, where it is found at a glance. */
export function OutcomeChip({ of }: { of: Pick<ShownTry, 'outcome' | 'way'> }) {
  const { t } = usePage();
  const { tone, icon } = OUTCOME_LOOKS[of.outcome === 'in' || of.outcome === 'half' ? of.outcome : 'wrong'];
  return (
    <Chip tone={tone} icon={icon}>
      {of.outcome === 'half' ? t('security.outcome-half-short') : outcomeWords(of, t)}
    </Chip>
  );
}

const OUTCOME_LOOKS = {
  in: { tone: 'good', icon: 'circle-check' },
  half: { tone: 'info', icon: 'key-round' },
  wrong: { tone: 'warn', icon: 'triangle-alert' },
} as const;
