import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  ButtonForm,
  Button,
  Chip,
  Empty,
  formatBytes,
  Lines,
  Panel,
  Row,
  Stack,
  Time,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { BackupRow } from '../keeping/index.ts';
import { SettingsShell } from './frame.page.tsx';

/** Whether the data is safe: the latest backups, how they come about and how they are restored. */
export function KeepingPage({
  frame,
  made,
  keep,
  mayAsk,
}: {
  frame: OfficeFrame;
  made: readonly BackupRow[];
  /** How many are kept; null when none are made at night. */
  keep: number | null;
  mayAsk: boolean;
}) {
  const { t, now } = usePage();
  const last = made.find(({ finished_at }) => finished_at !== null);
  const isOld = last === undefined || Temporal.Instant.compare(last.began_at.add({ hours: 49 }), now) < 0;
  return (
    <SettingsShell frame={frame} page="keeping">
      {keep === null && <Banner tone="warn">{t('settings.keeping-is-off')}</Banner>}
      {keep !== null && isOld && made.length > 0 && <Banner tone="warn">{t('settings.keeping-is-old')}</Banner>}
      <Panel id="backups" title={t('settings.keeping-latest')}>
        <Stack>
          {made.length === 0 ? (
            <Empty
              card={false}
              icon="archive"
              title={t('settings.keeping-none')}
              text={t('settings.keeping-none-text')}
            />
          ) : (
            <Lines>
              {made.map((backup) => (
                <Backup key={backup.id} backup={backup} />
              ))}
            </Lines>
          )}
          {keep !== null && <p class="soft">{t('settings.keeping-kept', { keep })}</p>}
          {keep !== null && mayAsk && (
            <ButtonForm action={paths.office.settingsPart('keeping', 'backup')}>
              <Button icon="archive">{t('settings.keeping-ask')}</Button>
            </ButtonForm>
          )}
        </Stack>
      </Panel>
      <Panel id="restore" title={t('settings.keeping-restore')}>
        <Stack>
          <p>{t('settings.keeping-restore-text')}</p>
          <p>
            <code>doorstep restore {last?.file_name ?? t('settings.keeping-file')}</code>
          </p>
          <p class="soft">{t('settings.keeping-key')}</p>
        </Stack>
      </Panel>
    </SettingsShell>
  );
}

function Backup({ backup }: { backup: BackupRow }) {
  const { locale } = usePage();
  return (
    <li>
      <Row gap={12}>
        <span class="grow">
          <Time at={backup.began_at} relative />
          {backup.failure !== null && <span class="block soft small">{backup.failure}</span>}
          {backup.failure === null && <span class="block soft small">{backup.file_name}</span>}
        </span>
        {backup.bytes !== null && <span class="num nowrap">{formatBytes(Number(backup.bytes), locale)}</span>}
        <State backup={backup} />
      </Row>
    </li>
  );
}

function State({ backup }: { backup: BackupRow }) {
  const { t } = usePage();
  if (backup.failed_at !== null) {
    return (
      <Chip tone="bad" icon="circle-alert">
        {t('settings.keeping-state-failed')}
      </Chip>
    );
  }
  if (backup.finished_at === null) {
    return (
      <Chip tone="info" icon="clock">
        {t('settings.keeping-state-running')}
      </Chip>
    );
  }
  return (
    <Chip tone="good" icon="circle-check">
      {t(backup.is_encrypted ? 'settings.keeping-state-sealed' : 'settings.keeping-state-whole')}
    </Chip>
  );
}
