import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** An empty folder of this test file's own, removed when the file is done. Call it at the top of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
