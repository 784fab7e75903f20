/** The office by keyboard: `/` and Ctrl-K search, j k move, Enter opens, x chooses, e edits, ? shows the keys. */
export function listenForKeys(root: Document): void {
  root.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') return act(event, focusSearch);
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const action = actions[event.key];
    if (action !== undefined) act(event, action);
  });
}

const actions: Readonly<Record<string, () => boolean>> = {
  '/': focusSearch,
  '?': () => toggleKeys(),
  j: () => move(1),
  k: () => move(-1),
  Enter: () => openRow(),
  x: () => tickRow(),
  e: () => follow(document.querySelector<HTMLAnchorElement>('a[data-edit]')),
};

function act(event: KeyboardEvent, action: () => boolean): void {
  if (action()) event.preventDefault();
}

/** Letters belong to whoever is typing; Enter belongs to whatever has the focus. */
function typing(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox]), textarea, select, button, a, summary, [contenteditable]') !== null
  );
}

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('[data-search]');
  search?.select();
  search?.focus();
  return search !== null;
}

function toggleKeys(): boolean {
  const keys = document.querySelector<HTMLElement>('#keys');
  keys?.togglePopover();
  return keys !== null;
}

function cursor(): HTMLElement | null {
  return document.querySelector('[data-row].cursor');
}

function move(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const current = document.querySelector<HTMLElement>('[data-row].cursor, [data-row][aria-current]');
  const from = current === null ? -1 : rows.indexOf(current);
  const next = rows[Math.min(rows.length - 1, Math.max(0, from + by))];
  if (next === undefined) return false;
  for (const row of rows) row.classList.toggle('cursor', row === next);
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

function openRow(): boolean {
  const row = cursor();
  return follow(row instanceof HTMLAnchorElement ? row : (row?.querySelector('a') ?? null));
}

function follow(link: HTMLAnchorElement | null): boolean {
  link?.click();
  return link !== null;
}

function tickRow(): boolean {
  const tick = cursor()?.querySelector<HTMLInputElement>('.tick');
  tick?.click();
  return tick !== null && tick !== undefined;
}
