import {
  Button,
  ButtonForm,
  Chip,
  Empty,
  Grid,
  Time,
  usePage,
  type GridColumn,
  type IconName,
  type Tone,
  type WordKey,
} from '../../ui/index.ts';
import type { OfficeSession, SignInTry } from './history.ts';

const BEGAN: Readonly<Record<string, WordKey>> = {
  password: 'devices.by-password',
  totp: 'devices.by-totp',
  recovery_code: 'devices.by-recovery',
  passkey: 'devices.by-passkey',
};

const wayKey = (way: string): WordKey => BEGAN[way] ?? 'devices.by-password';

/** The open sessions of a member, each with a button to end it. */
export function SessionList({
  label,
  sessions,
  ownId,
  endPath,
}: {
  label: string;
  sessions: readonly OfficeSession[];
  /** The session this page is shown in, which signing out ends. */
  ownId: string;
  endPath: ((id: string) => string) | null;
}) {
  const { t } = usePage();
  if (sessions.length === 0) return <p class="in soft">{t('devices.none-text')}</p>;
  const columns: GridColumn<OfficeSession>[] = [
    {
      id: 'device',
      title: t('devices.device'),
      heads: true,
      cell: (one) => (
        <>
          {deviceWord(one.device, t('devices.unknown'))}{' '}
          {one.id === ownId && (
            <Chip tone="info" icon="smartphone">
              {t('devices.this')}
            </Chip>
          )}
        </>
      ),
    },
    { id: 'by', title: t('devices.began-by'), cell: (one) => t(wayKey(one.began_by)) },
    { id: 'began', title: t('devices.began'), cell: (one) => <Time at={one.created_at} /> },
    { id: 'seen', title: t('devices.seen'), cell: (one) => <Time at={one.last_seen_at} /> },
  ];
  const end: GridColumn<OfficeSession> = {
    id: 'end',
    title: t('devices.end-column'),
    cell: (one) =>
      one.id === ownId || endPath === null ? null : (
        <ButtonForm action={endPath(one.id)}>
          <Button kind="quiet">
            {t('devices.end')}
            <span class="vh">: {deviceWord(one.device, t('devices.unknown'))}</span>
          </Button>
        </ButtonForm>
      ),
  };
  return (
    <Grid
      flush
      label={label}
      rows={sessions}
      rowKey={(one) => one.id}
      columns={endPath === null ? columns : [...columns, end]}
    />
  );
}

function deviceWord(device: string | null, unknown: string): string {
  return device === null || device === '?' ? unknown : device;
}

const LOOKS: Readonly<Record<string, { tone: Tone; icon: IconName; word: WordKey }>> = {
  in: { tone: 'good', icon: 'circle-check', word: 'devices.outcome-in' },
  half: { tone: 'info', icon: 'key-round', word: 'devices.outcome-half' },
  wrong: { tone: 'warn', icon: 'triangle-alert', word: 'devices.outcome-wrong' },
  locked: { tone: 'bad', icon: 'ban', word: 'devices.outcome-locked' },
};
const OTHER = { tone: 'plain', icon: 'info', word: 'devices.outcome-wrong' } as const;

/** Tries to sign in, good and bad. */
export function TryList({
  label,
  tries,
  named,
  flush,
}: {
  label: string;
  tries: readonly SignInTry[];
  /** Says whose each one is. */
  named?: boolean | undefined;
  flush?: boolean | undefined;
}) {
  const { t } = usePage();
  if (tries.length === 0) {
    // In a panel a line is enough; alone on its page it is the page.
    return flush === true ? (
      <p class="in soft">{t('devices.no-tries-text')}</p>
    ) : (
      <Empty icon="clock" title={t('devices.no-tries')} text={t('devices.no-tries-text')} />
    );
  }
  const name: GridColumn<SignInTry> = { id: 'name', title: t('devices.who'), cell: (one) => one.name };
  const columns: GridColumn<SignInTry>[] = [
    { id: 'when', title: t('devices.when'), heads: true, cell: (one) => <Time at={one.tried_at} /> },
    {
      id: 'outcome',
      title: t('devices.outcome'),
      cell: ({ outcome }) => {
        const { tone, icon, word } = LOOKS[outcome] ?? OTHER;
        return (
          <Chip tone={tone} icon={icon}>
            {t(word)}
          </Chip>
        );
      },
    },
    { id: 'way', title: t('devices.way'), cell: (one) => t(wayKey(one.way)) },
    { id: 'device', title: t('devices.device'), cell: (one) => deviceWord(one.device, t('devices.unknown')) },
    {
      id: 'network',
      title: t('devices.network'),
      cell: (one) => one.network ?? <span class="soft">{t('devices.unknown')}</span>,
    },
  ];
  const [when, ...rest] = columns;
  const shown = named === true && when !== undefined ? [when, name, ...rest] : columns;
  return <Grid flush={flush} label={label} rows={tries} rowKey={(one) => one.id} columns={shown} />;
}
