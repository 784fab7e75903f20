import { Invalid, type Problem } from '../../kernel/errors.ts';
import type { TypedForm } from '../../platform/http/index.ts';
import { MENU_PLACES, menuOf, MOST_NAME, STANDS, type MenuEntry, type MenuPlace } from '../access/index.ts';
import { LANGUAGES } from '../../words/index.ts';

export const standsField = (place: MenuPlace) => `stands-${place}`;
export const nameField = (place: MenuPlace, language: string) => `name-${language}-${place}`;

/**
 * The menu as a form has it: its rows in their order. A press of *Up* or *Down* (`move`: place and direction) has moved
 * one of them already.
 */
export function readMenu(form: TypedForm): readonly MenuEntry[] {
  const rows = form.all('place').flatMap((name) => MENU_PLACES.filter((place) => place === name));
  return moved(menuOf([...new Set(rows)].map((place) => entryOf(form, place))), form.text('move'));
}

/** @throws Invalid for names that don't fit the bar */
export function checkMenu(menu: readonly MenuEntry[]): void {
  const problems = menu.flatMap(({ place, names }) =>
    Object.entries(names)
      .filter(([, name]) => [...name].length > MOST_NAME)
      .map(([language]): Problem => ({
        field: nameField(place, language),
        key: 'menu.too-long',
        values: { most: MOST_NAME },
      })),
  );
  if (problems.length > 0) throw new Invalid(problems);
}

function entryOf(form: TypedForm, place: MenuPlace): MenuEntry {
  const stands = STANDS.find((one) => one === form.text(standsField(place))) ?? 'bar';
  const names = Object.keys(LANGUAGES).map((language) => [language, form.text(nameField(place, language))]);
  return { place, stands, names: Object.fromEntries(names.filter(([, name]) => name !== '')) };
}

function moved(menu: readonly MenuEntry[], move: string): readonly MenuEntry[] {
  const [name, direction] = move.split('.');
  const at = menu.findIndex((entry) => entry.place === name);
  const to = at + (direction === 'up' ? -1 : 1);
  const [one, other] = [menu[at], menu[to]];
  if (!one || !other) return menu;
  return menu.map((entry, index) => (index === at ? other : index === to ? one : entry));
}
