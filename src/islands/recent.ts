/**
 * The records looked at last in this session, for the palette. They stay on this computer, under a name of the session,
 * and those of another session are removed: whoever signs in next on the same computer sees none of them.
 */
const PREFIX = 'recent:';
const MOST = 6;
const RECORD = /^\/office\/(customers|jobs|invoices|payments|sites)\/(?!new$)[^/]+$/;

interface Seen {
  readonly path: string;
  readonly name: string;
}

function key(): string {
  const token = document.querySelector<HTMLInputElement>('input[name="csrf"]')?.value ?? '';
  return `${PREFIX}${token.slice(0, 8)}`;
}

export function remembered(): readonly Seen[] {
  try {
    const seen: unknown = JSON.parse(localStorage.getItem(key()) ?? '[]');
    return Array.isArray(seen) ? seen.filter(isSeen) : [];
  } catch {
    return []; // Written by something else, or storage is closed: nothing is remembered.
  }
}

/** Remembers the record of this page, when it is one. */
export function rememberPage(page: Document): void {
  try {
    for (const other of Object.keys(localStorage)) {
      if (other.startsWith(PREFIX) && other !== key()) localStorage.removeItem(other);
    }
    const name = page.querySelector('main h1')?.textContent.trim() ?? '';
    const { pathname: path } = location;
    if (!RECORD.test(path) || name === '') return;
    const seen = [{ path, name }, ...remembered().filter((one) => one.path !== path)].slice(0, MOST);
    localStorage.setItem(key(), JSON.stringify(seen));
  } catch {
    // Storage is full or closed: the palette does without.
  }
}

function isSeen(value: unknown): value is Seen {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    typeof value.path === 'string' &&
    RECORD.test(value.path) &&
    'name' in value &&
    typeof value.name === 'string'
  );
}
