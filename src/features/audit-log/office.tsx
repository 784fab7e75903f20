import type { Hono } from 'hono';
import type { Services } from '../../platform/services.ts';
import { byteOrderMark, csvAnswer, csvLine, streamOf } from '../../platform/csv/index.ts';
import { addTask } from '../../platform/tasks/index.ts';
import { officeDoor, type OfficeVisit } from '../access/index.ts';
import { eventWords } from '../audit/index.ts';
import { customerAsked } from '../picking/index.ts';
import { readLog, type LogAsked } from './list-asked.ts';
import { LogPage, type ChainShown } from './log.page.tsx';
import { listLog, stateOfLog, type LogEntry, type LogFilter, type LogState } from './queries.ts';
import { checkLogTask } from './tasks.ts';
import { paths } from '../../kernel/paths.ts';

/** The org's log, for those who manage it. */
export function officeLog(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.get('/office/log', { right: 'manage' }, drawLog);
  door.get('/office/log/file.csv', { right: 'manage' }, writeFile);
  door.post('/office/log/checks', { right: 'manage' }, async (visit) => {
    const { orgId } = visit.actor;
    // Pressed twice, it is followed once.
    await visit.write((tx) => addTask(tx, checkLogTask, { org_id: orgId }, { jobKey: `${orgId}:check-log` }));
    return visit.redirect(paths.office.log, { key: 'audit.said-checking', tone: 'info' });
  });
}

async function drawLog(visit: OfficeVisit): Promise<Response> {
  const { actor, t } = visit;
  const asked = readLog(visit.c.req.query());
  const { list, customer, state } = await visit.read(async (tx) => {
    const [found, chain] = await Promise.all([customerAsked(tx, actor, asked.customer), stateOfLog(tx, actor)]);
    if (found === undefined) return { list: { rows: [], newer: null, older: null }, customer: null, state: chain };
    const filter = filterOf(visit, asked, found?.id ?? null);
    return { list: await listLog(tx, actor, filter, asked.page), customer: found, state: chain };
  });
  return visit.page(
    <LogPage
      frame={visit.frame}
      asked={asked}
      list={{
        ...list,
        rows: list.rows.map((entry) => ({
          ...entry,
          words: eventWords(entry, t),
          who: entry.actorName ?? '',
        })),
      }}
      customer={customer}
      chain={chainShown(state)}
      mayCheck={visit.may('manage')}
    />,
  );
}

/** The days of the address, in the org's zone: from the first's midnight up to the last's end. */
function filterOf({ org }: OfficeVisit, { group, who, from, to }: LogAsked, customerId: string | null): LogFilter {
  const begins = (day: Temporal.PlainDate) => day.toZonedDateTime(org.time_zone).toInstant();
  return {
    group,
    who,
    customerId,
    since: from === null ? null : begins(from),
    until: to === null ? null : begins(to.add({ days: 1 })),
  };
}

function chainShown({ head, checked }: LogState): ChainShown | null {
  if (head === null) return null;
  const facts = checked === null ? {} : Object(checked.data);
  return {
    entries: head.seq,
    fingerprint: Buffer.from(head.hash).toString('hex'),
    checked: checked && {
      at: checked.happened_at,
      isWhole: checked.name === 'log.checked',
      entries: String(facts['entries'] ?? ''),
      first: String(facts['first'] ?? ''),
    },
  };
}

const FILE_BATCH = 500;
const DELIMITER = ',';

/** The log as a file, oldest last as on the page; read in pieces, however long it is. */
async function writeFile(visit: OfficeVisit): Promise<Response> {
  const { actor, org, now } = visit;
  const asked = readLog(visit.c.req.query());
  const found = await visit.read((tx) => customerAsked(tx, actor, asked.customer));
  const filter = filterOf(visit, asked, found?.id ?? null);
  const day = now.toZonedDateTimeISO(org.time_zone).toPlainDate();
  return csvAnswer(`log-${org.slug}-${day}.csv`, streamOf(found === undefined ? nothing(visit) : lines(visit, filter)));
}

function header({ t }: OfficeVisit): string {
  const columns = ['entry', 'when', 'who', 'what', 'customer', 'event', 'details', 'fingerprint'] as const;
  return (
    byteOrderMark +
    csvLine(
      columns.map((column) => t(`audit.file-${column}`)),
      DELIMITER,
    )
  );
}

async function* nothing(visit: OfficeVisit): AsyncGenerator<string> {
  yield header(visit);
}

async function* lines(visit: OfficeVisit, filter: LogFilter): AsyncGenerator<string> {
  yield header(visit);
  let after: { key: string | null; id: string } | undefined;
  do {
    const place = { after };
    const page = await visit.read((tx) => listLog(tx, visit.actor, filter, place, FILE_BATCH));
    yield page.rows.map((entry) => fileLine(entry, visit)).join('');
    after = page.older ?? undefined;
  } while (after !== undefined);
}

function fileLine(entry: LogEntry, { t }: OfficeVisit): string {
  return csvLine(
    [
      entry.seq === null ? '' : String(entry.seq),
      entry.at.toString(),
      entry.actorName ?? entry.actorKind,
      eventWords(entry, t),
      entry.customer?.number ?? '',
      entry.name,
      JSON.stringify(entry.data),
      entry.hash === null ? '' : Buffer.from(entry.hash).toString('hex'),
    ],
    DELIMITER,
  );
}
