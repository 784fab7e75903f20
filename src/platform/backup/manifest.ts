import { z } from 'zod';

/**
 * The layout of the archive. A newer one is refused; older ones are read for as long as this program knows them.
 *
 *   doorstep.json                       what made it, and when: `Header`
 *   tables/<schema>.<table>/000001.copy rows in PostgreSQL's text format, in pieces
 *   files/<key>                         uploaded files
 *   manifest.json                       what must be there: counts and hashes. It is last, so a file without it is not whole
 */
export const FORMAT = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.int().nonnegative();
const tableName = z.string().regex(/^[a-z_]+\.[a-z][a-z0-9_]*$/);

export const headerSchema = z.object({
  format: z.int(),
  /** The version of Doorstep that made it. */
  doorstep: z.string().max(40),
  made_at: z.iso.datetime(),
  migrations: z.array(z.object({ version: z.int(), name: z.string().max(200), checksum: hash })).min(1),
  /** Of the secret key, which is not in the file. */
  key_fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
});

export const manifestSchema = z.object({
  tables: z.array(
    z.object({
      name: tableName,
      columns: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).min(1),
      rows: size,
      bytes: size,
      sha256: hash,
    }),
  ),
  sequences: z.array(z.object({ name: tableName, value: z.string().regex(/^\d{1,19}$/), called: z.boolean() })),
  files: z.array(z.object({ key: z.string().regex(/^[0-9a-f]{32}$/), bytes: size, sha256: hash })),
});

export type Header = z.infer<typeof headerSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
export type TableEntry = Manifest['tables'][number];
export type FileEntry = Manifest['files'][number];

/** A backup that was read to its end and found whole. */
export type Contents = { readonly header: Header; readonly manifest: Manifest };

/** The rows of all tables together. */
export function rowsIn({ manifest }: Contents): number {
  return manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
}
