/**
 * A failure that the person who started the program can do something about: its message is one sentence for them, and
 * `main.ts` prints it without a stack trace.
 */
export class Explained extends Error {
  override readonly name = 'Explained';
}

/** The system's error code (`ENOSPC`, `23505`, …) of anything thrown, or '' when it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
