import type { StaffActor, SystemActor } from '../../kernel/actor.ts';
import { inspectCsv, type CsvShape, type CsvSource, type Dialect } from '../../platform/csv/index.ts';
import type { Database, Tx } from '../../platform/db/index.ts';
import {
  type ImportKind,
  headersHash,
  knowsHeader,
  proposeMapping,
  validMapping,
  type Mapping,
  proposeReading,
  validReading,
  type OrgDefaults,
  type ProposedReading,
} from '../import-columns/index.ts';
import { orgDefaults, rememberedMapping } from './queries.ts';

type Insider = StaffActor | SystemActor;

/** A file that has been looked at, with a proposal for how to read it. */
export interface OpenedFile {
  shape: CsvShape;
  mapping: Mapping;
  proposal: ProposedReading;
  /** The mapping is the one that was used for such a file before. */
  isRemembered: boolean;
  org: OrgDefaults;
}

/** Looks at a file and proposes how to read it: as the last one with the same headers, else from headers and values. */
export async function openFile(
  db: Database,
  actor: Insider,
  kind: ImportKind,
  source: CsvSource,
  settled: Partial<Dialect> = {},
): Promise<OpenedFile> {
  const shape = await inspectCsv(source, { settled, knows: knowsHeader(kind) });
  return await db.inReadScope(actor, (tx) => propose(tx, actor, kind, shape));
}

/** The same for a file that has been looked at already, with a mapping that a person chose. */
export async function propose(
  tx: Tx,
  actor: Insider,
  kind: ImportKind,
  shape: CsvShape,
  chosen?: Mapping,
): Promise<OpenedFile> {
  const samples = shape.samples.map((record) => record.cells);
  const [org, remembered] = await Promise.all([
    orgDefaults(tx, actor),
    rememberedMapping(tx, actor, kind, headersHash(shape.columns)),
  ]);
  // Without names above them, columns of another file with as many columns would be taken for these.
  const known = shape.dialect.headerRow === 0 ? undefined : remembered;
  const mapping =
    chosen ??
    (known
      ? validMapping(kind, objectIn(known.mapping), shape.columns.length)
      : proposeMapping(kind, shape.columns, samples));
  const proposal = proposeReading(kind, mapping, shape.columns, samples, org);
  const reading = known ? validReading(objectIn(known.options), proposal.reading) : proposal.reading;
  return { shape, mapping, proposal: { ...proposal, reading }, isRemembered: known !== undefined, org };
}

/** A JSON value of the database as an object; anything else is an empty one. */
export function objectIn(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : {};
}

export interface NewImport {
  kind: ImportKind;
  fileName: string;
  fileKey: string | null;
  opened: OpenedFile;
  now: Temporal.Instant;
}

/** Notes a new import, its columns mapped as proposed. Answers its id. */
export async function addImport(
  tx: Tx,
  actor: Insider,
  { kind, fileName, fileKey, opened, now }: NewImport,
): Promise<string> {
  const { shape, mapping, proposal } = opened;
  const { id } = await tx
    .insertInto('imports')
    .values({
      org_id: actor.orgId,
      kind,
      file_key: fileKey,
      file_name: fileName,
      file_bytes: BigInt(shape.bytes),
      ...dialectColumns(shape),
      mapping: JSON.stringify(mapping),
      options: JSON.stringify(proposal.reading),
      created_by_staff_id: actor.kind === 'staff' ? actor.staffId : null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** How the text of the file is put together, as the table has it. */
export function dialectColumns(shape: CsvShape) {
  const { encoding, delimiter, headerRow } = shape.dialect;
  return {
    encoding,
    delimiter,
    header_row: headerRow,
    columns: JSON.stringify(shape.columns.map((name) => name.replaceAll('\0', '\ufffd').toWellFormed())),
  };
}
