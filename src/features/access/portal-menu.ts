import { z } from 'zod';
import { LANGUAGES, type Language } from '../../words/index.ts';

/** The places of the portal that an org may order, name and hide. *More* is always there, and always last. */
export const MENU_PLACES = ['home', 'jobs', 'invoices', 'messages', 'details', 'colleagues'] as const;
export type MenuPlace = (typeof MENU_PLACES)[number];

/** Where a place stands. Hidden is not forbidden: who knows the address, or follows a link in a message, gets there. */
export const STANDS = ['bar', 'more', 'hidden'] as const;
export type Stands = (typeof STANDS)[number];

/** One place as the org has it. */
export interface MenuEntry {
  readonly place: MenuPlace;
  readonly stands: Stands;
  /** The org's own name for it, by language; without one it has ours. */
  readonly names: Readonly<Partial<Record<Language, string>>>;
}

/** Longer names don't fit the bar of a phone. */
export const MOST_NAME = 20;

/** The bar holds five, of which one is *More*. */
export const MOST_IN_BAR = 4;

const USUAL: Readonly<Record<MenuPlace, Stands>> = {
  home: 'bar',
  jobs: 'bar',
  invoices: 'bar',
  messages: 'bar',
  details: 'more',
  colleagues: 'more',
};

const Stored = z.array(
  z.object({
    place: z.enum(MENU_PLACES),
    stands: z.enum(STANDS),
    names: z.record(z.string(), z.string()).catch({}),
  }),
);

/**
 * The menu as it is stored: every place once. Those that aren't in it, as after an update that brought one, stand at the
 * end where we put them. Home is where everybody arrives and can't be hidden.
 */
export function menuOf(stored: unknown): readonly MenuEntry[] {
  const known = Array.isArray(stored) ? stored.flatMap((one) => Stored.safeParse([one]).data ?? []) : [];
  const once = known.filter((one, at) => known.findIndex((other) => other.place === one.place) === at);
  const missing = MENU_PLACES.filter((place) => !once.some((one) => one.place === place));
  return [
    ...once.map(({ place, stands, names }) => ({
      place,
      stands: place === 'home' ? 'bar' : stands,
      names: namesIn(names),
    })),
    ...missing.map((place) => ({ place, stands: USUAL[place], names: {} })),
  ];
}

function namesIn(names: Readonly<Record<string, string>>): MenuEntry['names'] {
  return Object.fromEntries(
    Object.keys(LANGUAGES).flatMap((language) => (names[language] ? [[language, names[language]]] : [])),
  );
}

/** What stands in the bar and what under *More*, of the places that are open to somebody, in the org's order. */
export function arranged<T extends { readonly id: MenuPlace }>(
  menu: readonly MenuEntry[],
  open: readonly T[],
): { readonly bar: readonly T[]; readonly more: readonly T[] } {
  const standing = (stands: Stands) =>
    menu.filter((entry) => entry.stands === stands).flatMap(({ place }) => open.filter((one) => one.id === place));
  const bar = standing('bar');
  return { bar: bar.slice(0, MOST_IN_BAR), more: [...bar.slice(MOST_IN_BAR), ...standing('more')] };
}
