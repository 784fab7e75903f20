import { paths } from '../../kernel/paths.ts';
import {
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  FactGrid,
  FileLine,
  formatNumber,
  OfficeHead,
  OfficeShell,
  Panel,
  usePage,
  Wait,
  type OfficeFrame,
} from '../../ui/index.ts';
import { type Mapping, recognisedBy, problemText, reasonText } from '../import-columns/index.ts';
import { PreviewTable } from './preview.page.tsx';
import type { PreviewRow } from '../import-runs/index.ts';
import { ImportState, shownState } from './state-chip.tsx';
import { kindOf, type ImportRecord, type StoredProblem } from './import.ts';

export interface ImportPageProps {
  frame: OfficeFrame;
  row: ImportRecord;
  mapping: Mapping;
  preview: readonly PreviewRow[];
  /** The first bad rows. */
  problems: readonly StoredProblem[];
  reasonValues: Readonly<Record<string, string | number>>;
}

/** One import from the check to its end. What it shows is decided by its state. */
export function ImportPage(props: ImportPageProps) {
  const { t, now } = usePage();
  const { frame, row } = props;
  const state = shownState(row, now);
  return (
    <OfficeShell title={row.file_name} frame={frame}>
      <OfficeHead
        title={row.file_name}
        meta={
          <>
            <span class="soft">{t(`imports.kind-${kindOf(row)}`)}</span>
            <ImportState row={row} />
          </>
        }
      />
      {(state === 'checking' || state === 'running') && <Progress row={row} />}
      {state === 'stalled' && <Stalled row={row} />}
      {state === 'checked' && <Checked {...props} />}
      {state === 'done' && <Done {...props} />}
      {(state === 'refused' || state === 'failed') && <Stopped {...props} />}
      {state !== 'checking' && state !== 'running' && <Removal row={row} />}
    </OfficeShell>
  );
}

function Progress({ row }: { row: ImportRecord }) {
  const { t } = usePage();
  const { percent, rate } = progressOf(row);
  return (
    <section class="panel" aria-labelledby="progress-title">
      <div class="in stack">
        <h2 id="progress-title">
          {t(row.state === 'checking' ? 'imports.checking-title' : 'imports.running-title', { file: row.file_name })}
        </h2>
        <progress max={100} value={percent} aria-label={t('imports.progress-label')} />
        <Wait>{t('imports.progress', { percent, rows: row.rows_read, rate })}</Wait>
        <p class="soft">{t('imports.progress-text')}</p>
        <p>
          <ButtonLink href={paths.office.import(row.id)} icon="refresh-cw">
            {t('imports.look-again')}
          </ButtonLink>
        </p>
      </div>
    </section>
  );
}

/** Per cent of the file's bytes, whole, at most 99 until it has ended; rows a second since it began. */
export function progressOf(row: ImportRecord): { percent: number; rate: number } {
  const share = row.file_bytes === 0n ? 0 : Number((row.bytes_read * 100n) / row.file_bytes);
  const seconds = row.started_at && row.seen_alive_at ? row.seen_alive_at.since(row.started_at).total('seconds') : 0;
  return { percent: Math.min(share, 99), rate: seconds > 0 ? Math.round(Number(row.rows_read) / seconds) : 0 };
}

function Stalled({ row }: { row: ImportRecord }) {
  const { t, now } = usePage();
  const silent = row.seen_alive_at ?? row.started_at ?? now;
  const minutes = Math.max(1, Math.floor(now.since(silent).total('minutes')));
  const text =
    row.state === 'checking'
      ? t('imports.stalled-check', { minutes })
      : t('imports.stalled', { minutes, mode: row.skip_bad_rows ? 'skip' : 'stop' });
  return (
    <Panel id="stalled" title={t('imports.state-stalled')}>
      <div class="stack g12">
        <p>{text}</p>
        <ButtonForm action={paths.office.importPart(row.id, 'continuation')}>
          <Button kind="main">{t('imports.continue')}</Button>
        </ButtonForm>
      </div>
    </Panel>
  );
}

function Counts({ row }: { row: ImportRecord }) {
  const { t, locale } = usePage();
  const count = (label: string, value: bigint) => ({ label, value: formatNumber(value, locale), num: true });
  return (
    <FactGrid
      of={[
        count(t('imports.count-rows'), row.rows_read),
        count(t('imports.count-new'), row.rows_new),
        count(t('imports.count-updated'), row.rows_updated),
        count(t('imports.count-unchanged'), row.rows_unchanged),
        count(t('imports.count-bad'), row.rows_bad),
      ]}
    />
  );
}

function Checked(props: ImportPageProps) {
  const { t } = usePage();
  const { row, mapping, preview } = props;
  const known = recognisedBy(kindOf(row), mapping);
  return (
    <>
      <Panel id="checked" title={t('imports.checked-title', { rows: row.rows_read })}>
        <div class="stack g12">
          <p>{t('imports.checked-good', { file: row.file_name })}</p>
          <Counts row={row} />
          {known === null && <Banner tone="warn">{t('imports.warn-again')}</Banner>}
          {known === 'content' && <Banner>{t('imports.warn-content')}</Banner>}
          {row.kind === 'invoices' && mapping.state !== undefined && <Banner>{t('imports.warn-paid')}</Banner>}
          <Begin row={row} />
        </div>
      </Panel>
      <Problems {...props} />
      {preview.length > 0 && <PreviewTable rows={preview} />}
    </>
  );
}

function Begin({ row }: { row: ImportRecord }) {
  const { t } = usePage();
  const good = row.rows_read - row.rows_bad;
  const change = (
    <ButtonLink href={paths.office.importPart(row.id, 'mapping')}>{t('imports.change-columns')}</ButtonLink>
  );
  if (good === 0n) {
    return (
      <>
        <p>{row.rows_bad > 0n && t('imports.begin-nothing')}</p>
        {change}
      </>
    );
  }
  const skips = row.rows_bad > 0n;
  return (
    <>
      {skips && <p>{t('imports.begin-bad-text')}</p>}
      {!skips && good === row.rows_unchanged && <p>{t('imports.begin-unchanged')}</p>}
      <div class="row g8">
        <ButtonForm action={paths.office.importPart(row.id, 'run')} fields={{ mode: skips ? 'skip' : 'stop' }}>
          <Button kind="main" busy={t('imports.beginning')}>
            {skips
              ? t('imports.begin-skip', { bad: row.rows_bad, rows: good })
              : t('imports.begin-all', { rows: good })}
          </Button>
        </ButtonForm>
        {change}
      </div>
    </>
  );
}

function Problems({ row, problems }: ImportPageProps) {
  const { t } = usePage();
  if (problems.length === 0) return null;
  const more = Number(row.rows_bad) - problems.length;
  return (
    <Panel id="problems" title={t('imports.problems-title')}>
      <div class="stack g12">
        <ul>
          {problems.flatMap(({ row_number, problems: found }) =>
            found.map((problem) => {
              const place =
                problem.column === null
                  ? t('imports.problems-row', { row: row_number })
                  : t('imports.problems-place', { row: row_number, column: problem.column });
              return (
                <li key={`${place} ${problem.reason}`}>
                  <b>{place}</b>: {problemText(t, problem)}
                </li>
              );
            }),
          )}
        </ul>
        {more > 0 && <p>{t('imports.problems-more', { count: more })}</p>}
        <p class="soft">{t('imports.error-file-text')}</p>
        <FileLine
          href={paths.office.importPart(row.id, 'errors.csv')}
          name={t('imports.error-file')}
          type={t('imports.csv')}
          icon="file-spreadsheet"
        />
      </div>
    </Panel>
  );
}

function Done(props: ImportPageProps) {
  const { t } = usePage();
  const { row, mapping } = props;
  const isMoney = row.kind === 'invoices' || row.kind === 'payments';
  return (
    <>
      <Panel id="done" title={t('imports.done-title', { rows: row.rows_new + row.rows_updated })}>
        <div class="stack g12">
          <p>
            {row.rows_bad > 0n
              ? t('imports.done-skipped', { file: row.file_name, bad: row.rows_bad })
              : t('imports.done-all', { file: row.file_name })}
          </p>
          <Counts row={row} />
        </div>
      </Panel>
      <Problems {...props} />
      <Panel id="undo" title={t('imports.done-undo-title')}>
        <div class="stack g12">
          <p>
            {t(
              isMoney
                ? 'imports.done-undo-books'
                : recognisedBy(kindOf(row), mapping) === null
                  ? 'imports.done-undo-again'
                  : 'imports.done-undo-ids',
            )}
          </p>
          {!isMoney && row.kind !== 'jobs' && <p>{t('imports.done-undo-archive')}</p>}
        </div>
      </Panel>
    </>
  );
}

function Stopped(props: ImportPageProps) {
  const { t } = usePage();
  const { row, reasonValues } = props;
  const kept = row.rows_new + row.rows_updated + row.rows_unchanged;
  const isKept = row.state === 'failed' && row.skip_bad_rows && kept > 0n;
  return (
    <>
      <Panel id="stopped" title={t(row.state === 'refused' ? 'imports.refused-title' : 'imports.failed-title')}>
        <div class="stack g12">
          <p>{reasonText(t, row.reason ?? 'fault', reasonValues)}</p>
          <p>{isKept ? t('imports.failed-kept', { rows: kept }) : t('imports.failed-nothing')}</p>
          {row.file_key !== null && (
            <div class="row g8">
              <ButtonLink href={paths.office.importPart(row.id, 'mapping')}>{t('imports.change-columns')}</ButtonLink>
              <ButtonLink href={paths.office.newImport}>{t('imports.new')}</ButtonLink>
            </div>
          )}
        </div>
      </Panel>
      <Problems {...props} />
    </>
  );
}

function Removal({ row }: { row: ImportRecord }) {
  const { t } = usePage();
  return (
    <div class="stack">
      <p class="soft">
        {row.file_key !== null && `${t('imports.file-kept')} `}
        {t('imports.remove-text')}
      </p>
      <ButtonForm action={paths.office.importPart(row.id, 'removal')}>
        <Button kind="quiet" icon="trash-2">
          {t('imports.remove')}
        </Button>
      </ButtonForm>
    </div>
  );
}
