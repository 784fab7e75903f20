import type { Hono } from 'hono';
import { Invalid, NotFound, Refused, type Problem } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import { CsvRefusal, type Dialect, csvAnswer, streamOf } from '../../platform/csv/index.ts';
import { FileTooLarge, MalformedUpload } from '../../platform/files/index.ts';
import type { Services } from '../../platform/services.ts';
import { formatBytes } from '../../ui/format.ts';
import { problemTexts, type FieldProblem } from '../../ui/index.ts';
import { officeDoor, type OfficeUploadVisit, type OfficeVisit } from '../access/index.ts';
import { beginImport, checkImport, continueImport, removeImport } from './begin-import.ts';
import { errorFile, errorFileName } from './error-file.ts';
import {
  isImportKind,
  type ImportKind,
  validMapping,
  chosenColumns,
  layoutForm,
  mappingForm,
  mappingProblems,
  validReading,
  reasonText,
  sampleFile,
} from '../import-columns/index.ts';
import { ImportPage } from './import.page.tsx';
import { ImportsPage } from './imports.page.tsx';
import { MappingPage } from './mapping.page.tsx';
import { NewImportPage } from './new-import.page.tsx';
import { addImport, dialectColumns, objectIn, openFile, type OpenedFile } from './open-import.ts';
import { findImport, importsAPage, lockImport, problemsAfter, recentImports } from './queries.ts';
import { previewIn, valuesIn, columnsIn, kindOf, mappingRefusal, type ImportRecord } from './import.ts';
import { dialectOf } from './tasks.ts';

/** The largest upload: half a million rows of ordinary invoices or customers, twice over. */
export const mostUploadBytes = 200_000_000;

const need = { right: 'manage' } as const;

/** The pages of the office about imports. */
export function officeImports(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  const { office } = paths;

  door.get(office.imports, need, async (visit) => {
    const before = visit.c.req.query('before') ?? '';
    const after = isUuid(before) ? before : null;
    const rows = await visit.read((tx) => recentImports(tx, visit.actor, after));
    const shown = rows.slice(0, importsAPage);
    const last = rows.length > importsAPage ? shown.at(-1) : undefined;
    const olderHref = last && `${office.imports}?before=${last.id}`;
    return visit.page(
      <ImportsPage
        frame={visit.frame}
        rows={shown}
        olderHref={olderHref}
        newerHref={after === null ? undefined : office.imports}
      />,
    );
  });

  door.get(office.newImport, need, (visit) => {
    const kind = visit.c.req.query('kind') ?? 'customers';
    return visit.page(<NewImportPage frame={visit.frame} kind={kind} maxBytes={mostUploadBytes} problems={[]} />);
  });

  door.get('/office/imports/samples/:file', need, (visit) => {
    const kind = /^([a-z]+)\.csv$/.exec(visit.c.req.param('file') ?? '')?.[1] ?? '';
    if (!isImportKind(kind)) throw new NotFound();
    return csvAnswer(`${kind}.csv`, sampleFile(kind));
  });

  door.upload(office.imports, { ...need, mostBytes: mostUploadBytes }, receive);

  importRoutes(door);
  stepRoutes(door);
}

type Door = ReturnType<typeof officeDoor>;

/** What is shown of one import. */
function importRoutes(door: Door): void {
  door.get('/office/imports/:id', need, async (visit) => {
    const found = await visit.read(async (tx) => {
      const row = await rowOf(visit, (id) => findImport(tx, visit.actor, id));
      return { row, problems: await problemsAfter(tx, visit.actor, row.id, 0n, 20) };
    });
    const { row, problems } = found;
    if (row.state === 'mapping') return visit.redirect(paths.office.importPart(row.id, 'mapping'));
    const mapping = validMapping(kindOf(row), objectIn(row.mapping), columnsIn(row).length);
    const reasonValues = valuesIn(row.reason_values);
    return visit.page(
      <ImportPage
        frame={visit.frame}
        row={row}
        mapping={mapping}
        preview={previewIn(row)}
        problems={problems}
        reasonValues={reasonValues}
      />,
    );
  });

  door.get('/office/imports/:id/mapping', need, async (visit) => {
    const row = await visit.read((tx) => rowOf(visit, (id) => findImport(tx, visit.actor, id)));
    return mappingPage(visit, row, await reopen(visit, row));
  });

  door.get('/office/imports/:id/errors.csv', need, async (visit) => {
    const row = await visit.read((tx) => rowOf(visit, (id) => findImport(tx, visit.actor, id)));
    return csvAnswer(errorFileName(row.file_name), streamOf(errorFile(visit.services.db, visit.actor, row, visit.t)));
  });
}

/** What takes an import from one step to the next. */
function stepRoutes(door: Door): void {
  door.post('/office/imports/:id/layout', need, async (visit) => {
    const row = await visit.read((tx) => rowOf(visit, (id) => findImport(tx, visit.actor, id)));
    const opened = await reopen(visit, row, layoutForm(visit.form));
    await visit.write(async (tx) => {
      const locked = await rowOf(visit, (id) => lockImport(tx, visit.actor, id));
      refuseMapping(locked, visit.now);
      const columns = {
        ...dialectColumns(opened.shape),
        mapping: JSON.stringify(opened.mapping),
        options: JSON.stringify(opened.proposal.reading),
      };
      await tx
        .updateTable('imports')
        .set({ ...columns, state: 'mapping', reason: null })
        .where('org_id', '=', visit.actor.orgId)
        .where('id', '=', row.id)
        .execute();
    });
    return visit.redirect(paths.office.importPart(row.id, 'mapping'));
  });

  door.post('/office/imports/:id/check', need, async (visit) => {
    const row = await visit.read((tx) => rowOf(visit, (id) => findImport(tx, visit.actor, id)));
    const kind = kindOf(row);
    const typed = mappingForm(
      kind,
      visit.form,
      columnsIn(row).length,
      validReading(objectIn(row.options), usualReading),
    );
    try {
      if (typed.problems.length > 0) throw new Invalid(typed.problems);
      await visit.write((tx) => checkImport(tx, visit.actor, row.id, typed, visit.now));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const problems = mappingProblems(error.problems, typed.chosen, visit.t);
      return mappingPage(visit, row, await reopen(visit, row), { ...typed, problems });
    }
    return visit.redirect(paths.office.import(row.id));
  });

  door.post('/office/imports/:id/run', need, async (visit) => {
    const skipBadRows = visit.form.text('mode') === 'skip';
    await visit.write((tx) =>
      rowOf(visit, (id) => beginImport(tx, visit.actor, id, { skipBadRows }, visit.now).then(() => true)),
    );
    return visit.redirect(paths.office.import(visit.c.req.param('id') ?? ''));
  });

  door.post('/office/imports/:id/continuation', need, async (visit) => {
    await visit.write((tx) => rowOf(visit, (id) => continueImport(tx, visit.actor, id, visit.now).then(() => true)));
    return visit.redirect(paths.office.import(visit.c.req.param('id') ?? ''));
  });

  door.post('/office/imports/:id/removal', need, async (visit) => {
    const { key } = await visit.write((tx) =>
      rowOf(visit, async (id) => ({ key: await removeImport(tx, visit.actor, id, visit.now) })),
    );
    if (key !== null) await visit.services.files.remove(key);
    return visit.redirect(paths.office.imports, { key: 'imports.said-removed' });
  });
}

/** Only a place to fall back on: what was stored with the import goes before it. */
const usualReading = {
  dateOrder: 'dmy',
  numberStyle: 'point',
  amountUnit: 'major',
  pricesIncludeTax: false,
  defaultRateBp: 0,
} as const;

/** What `find` finds under the id of the address. @throws NotFound */
async function rowOf<T>(visit: OfficeVisit, find: (id: string) => Promise<T | undefined>): Promise<T> {
  const id = visit.c.req.param('id') ?? '';
  const row = isUuid(id) ? await find(id) : undefined;
  if (row === undefined) throw new NotFound();
  return row;
}

function refuseMapping(row: ImportRecord, now: Temporal.Instant): void {
  const reason = mappingRefusal(row, now);
  if (reason !== null) throw new Refused(reason);
}

/** The file of an import, looked at again. @throws Refused when it can't be mapped now */
async function reopen(
  visit: OfficeVisit,
  row: ImportRecord,
  settled: Partial<Dialect> = dialectOf(row),
): Promise<OpenedFile> {
  refuseMapping(row, visit.now);
  const key = row.file_key ?? '';
  try {
    return await openFile(visit.services.db, visit.actor, kindOf(row), () => visit.services.files.open(key), settled);
  } catch (error) {
    if (error instanceof CsvRefusal)
      throw new Refused(`imports.reason-file-${error.reason}`, { line: error.line ?? 0 });
    throw error;
  }
}

function mappingPage(
  visit: OfficeVisit,
  row: ImportRecord,
  opened: OpenedFile,
  typed?: {
    chosen: ReadonlyMap<number, string>;
    reading: OpenedFile['proposal']['reading'];
    problems: readonly FieldProblem[];
  },
): Response {
  const kind = kindOf(row);
  const stored = validMapping(kind, objectIn(row.mapping), opened.shape.columns.length);
  const reading = typed?.reading ?? validReading(objectIn(row.options), opened.proposal.reading);
  const chosen = typed?.chosen ?? chosenColumns(stored);
  const page = (
    <MappingPage
      frame={visit.frame}
      id={row.id}
      kind={kind}
      fileName={row.file_name}
      opened={opened}
      chosen={chosen}
      reading={reading}
      problems={typed?.problems ?? []}
    />
  );
  return visit.page(page, typed ? 422 : 200);
}

/** Takes an upload: looks at the file and goes on to its columns, or says on the form what is wrong with it. */
async function receive(visit: OfficeUploadVisit): Promise<Response> {
  const { upload, services, actor, t, now } = visit;
  const again = (kind: string, problems: readonly Problem[]) =>
    visit.page(
      <NewImportPage frame={visit.frame} kind={kind} maxBytes={mostUploadBytes} problems={problemTexts(problems, t)} />,
      422,
    );
  if (upload instanceof MalformedUpload)
    return again('customers', [{ field: 'file', key: 'imports.problem-malformed' }]);
  if (upload instanceof FileTooLarge) return again('customers', [tooLarge(upload, visit.locale)]);
  const { fields, file } = upload;
  const kind = fields.get('kind') ?? '';
  if (file === null) return again(kind, [{ field: 'file', key: 'imports.problem-no-file' }]);
  try {
    if (!isImportKind(kind)) throw new Invalid([{ field: 'kind', key: 'imports.problem-kind' }]);
    const id = await take(visit, kind, file.name, file.key);
    return visit.redirect(paths.office.importPart(id, 'mapping'));
  } catch (error) {
    await services.files.remove(file.key);
    if (error instanceof Invalid) return again(kind, error.problems);
    if (!(error instanceof CsvRefusal)) throw error;
    const text = reasonText(t, `file-${error.reason}`, { line: error.line ?? 0 });
    return visit.page(
      <NewImportPage frame={visit.frame} kind={kind} maxBytes={mostUploadBytes} problems={[{ field: 'file', text }]} />,
      422,
    );
  }

  async function take({ write }: OfficeVisit, kind: ImportKind, fileName: string, fileKey: string): Promise<string> {
    const opened = await openFile(services.db, actor, kind, () => services.files.open(fileKey));
    return await write((tx) => addImport(tx, actor, { kind, fileName, fileKey, opened, now }));
  }
}

function tooLarge({ bytes, maxBytes, atLeast }: FileTooLarge, locale: string): Problem {
  const values = { size: formatBytes(bytes, locale), limit: formatBytes(maxBytes, locale) };
  return { field: 'file', key: atLeast ? 'imports.problem-too-large-more' : 'imports.problem-too-large', values };
}
