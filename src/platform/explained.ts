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

/** What the system refused, in one sentence, or null when the error is of another kind. */
export function systemSentence(error: unknown): string | null {
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;
  const place = path === null ? '' : ` (${path})`;
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case '53100':
      return `The disk is full${place}: make room and start again.`;
    case 'EROFS':
      return `The disk is read-only${place}: Doorstep needs to write to DATA_DIR.`;
    case 'EACCES':
    case 'EPERM':
      return path === null ? null : `${path} may not be read or written by this account.`;
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open on this machine: raise the limit ("ulimit -n") and start again.';
    default:
      return null;
  }
}
