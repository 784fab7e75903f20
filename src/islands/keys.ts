import { GO_KEYS } from '../ui/go-keys.ts';
import { CommandPalette } from './command-palette.ts';

/**
 * The office by keyboard: Ctrl-K everything, `/` search, j k move, Enter opens, x chooses, e edits, g and a letter goes to
 * a place, Escape lets go, ? shows the keys. Single letters can be switched off (WCAG 2.1.4); Ctrl-K stays.
 */
export function listenForKeys(root: Document): void {
  root.addEventListener('keydown', (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') return act(event, openPalette);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return letGo(event.target);
    if (typing(event.target) || isOff() || root.querySelector('dialog[open]') !== null) return;
    if (event.key === 'Enter' && pressing(event.target)) return;
    const going = goingSince !== 0 && event.timeStamp - goingSince < GO_MS;
    goingSince = 0;
    if (going) return act(event, () => go(event.key));
    const action = actions[event.key];
    if (action !== undefined) act(event, () => action(event));
  });
  root.addEventListener('change', (event) => {
    const target = event.target;
    if (!(target instanceof HTMLInputElement) || target.dataset['keysOn'] === undefined) return;
    localStorage.setItem(OFF, target.checked ? '' : 'yes');
  });
  for (const box of root.querySelectorAll<HTMLInputElement>('[data-keys-on]')) box.checked = !isOff();
}

/** The letter after `g` has to come this soon. */
const GO_MS = 1500;
let goingSince = 0;

const OFF = 'keys-off';
function isOff(): boolean {
  try {
    return localStorage.getItem(OFF) === 'yes';
  } catch {
    return false; // Storage is closed: the keys are as they come.
  }
}

const actions: Readonly<Record<string, (event: KeyboardEvent) => boolean>> = {
  '/': () => focusSearch(),
  '?': () => toggleKeys(),
  j: () => move(1),
  k: () => move(-1),
  Enter: () => openRow(),
  x: () => tickRow(),
  e: () => follow(document.querySelector<HTMLAnchorElement>('a[data-edit]')),
  g: (event) => {
    goingSince = event.timeStamp;
    return true;
  },
};

function act(event: KeyboardEvent, action: () => boolean): void {
  if (action()) event.preventDefault();
}

/** Letters belong to whoever is typing. */
function typing(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]') !== null
  );
}

/** Enter belongs to whatever has the focus. */
function pressing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, input') !== null;
}

function openPalette(): boolean {
  const palette = document.querySelector('command-palette');
  return palette instanceof CommandPalette && palette.open() ? true : focusSearch();
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

function go(key: string): boolean {
  const place = GO_KEYS.find((one) => one.key === key);
  // Only where the page leads too: a role without a place has no key to it either.
  return follow(place ? document.querySelector(`a[href="${place.path}"]`) : null);
}

function letGo(target: EventTarget | null): void {
  if (typing(target) && target instanceof HTMLElement && target.dataset['search'] !== undefined) target.blur();
  for (const row of document.querySelectorAll('[data-row].cursor')) row.classList.remove('cursor');
}

function cursor(): HTMLElement | null {
  return document.querySelector('[data-row].cursor');
}

/** The row's link takes the focus, so that a screen reader says where one is. */
function move(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const current = document.querySelector<HTMLElement>('[data-row].cursor, [data-row][aria-current]');
  const from = current === null ? -1 : rows.indexOf(current);
  const next = rows[Math.min(rows.length - 1, Math.max(0, from + by))];
  if (next === undefined) return false;
  for (const row of rows) row.classList.toggle('cursor', row === next);
  linkOf(next)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

function linkOf(row: HTMLElement | null): HTMLAnchorElement | null {
  return row instanceof HTMLAnchorElement ? row : (row?.querySelector<HTMLAnchorElement>('th a, a') ?? null);
}

function openRow(): boolean {
  return follow(linkOf(cursor()));
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
