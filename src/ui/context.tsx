import type { ComponentChildren } from 'preact';
import type { Translate } from '../words/index.ts';

export type { Translate, WordKey, WordValues } from '../words/index.ts';
export type Children = ComponentChildren;

/** What happened last, said once on the next page. */
export interface Notice {
  readonly tone: Tone;
  readonly text: string;
  /** Taking it back is a POST to this path. */
  readonly undo?: { readonly path: string; readonly label?: string | undefined } | undefined;
}

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info';

/** The business as its pages show it. */
export interface OrgView {
  readonly name: string;
  /** Second line beside the logo. */
  readonly tagline?: string | undefined;
  /** The business's own website: where the logo leads. */
  readonly siteUrl?: string | undefined;
  /** Drawn 25 px high. `width` and `height` are the picture's own, so that nothing moves while it loads. */
  readonly logo?: { readonly src: string; readonly width: number; readonly height: number } | undefined;
  /** The small picture in the browser's tab; the logo stands in for it. */
  readonly favicon?: string | undefined;
  readonly phone?: { readonly shown: string; readonly href: string } | undefined;
  readonly email?: string | undefined;
  readonly hours?: string | undefined;
  readonly address?: string | undefined;
  readonly privacyUrl?: string | undefined;
  readonly termsUrl?: string | undefined;
  readonly accessibilityUrl?: string | undefined;
}

/** Chosen against what the system says. */
export type Theme = 'light' | 'dark';

/** What a visitor may choose for this browser. */
export interface Choices {
  /** This page in each language. */
  readonly languages: readonly { readonly tag: string; readonly name: string; readonly href: string }[];
  /** Where light or dark is sent; undefined where there is nothing to choose. */
  readonly themePath?: string | undefined;
  /** The page to come back to. */
  readonly here: string;
}

/** Who is looking. */
export interface ViewerView {
  readonly name: string;
  /** Below the name in the office, for example `Manager`. */
  readonly role?: string | undefined;
  readonly signOutPath: string;
  /** Where the page tells that a person did something on it, while that isn't known yet. */
  readonly seenPath?: string | undefined;
  /** In the office: where the person changes what is their own. */
  readonly accountPath?: string | undefined;
  /** In the office: where language and appearance are sent, and the language chosen before. */
  readonly choicesPath?: string | undefined;
  readonly language?: string | null | undefined;
  /** Where the numbers of unread things are asked for, and which stream tells that they changed. */
  readonly live?: { readonly counts: string; readonly stream: string } | undefined;
  /** Set while staff look at the portal as this customer. */
  readonly viewAs?: { readonly backPath: string } | undefined;
}

export interface PageContext {
  readonly t: Translate;
  /** The page's language, for example `en`. */
  readonly lang: string;
  /** BCP 47 tag for dates, money and numbers, for example `en-GB`. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** IANA zone the page's times are told in. */
  readonly timeZone: string;
  /** Goes into every form that writes. */
  readonly csrf: string;
  /** Path of this request, without its query. */
  readonly path: string;
  readonly assets: { readonly css: string; readonly js?: string | undefined; readonly themeCss?: string | undefined };
  readonly org?: OrgView | undefined;
  readonly viewer?: ViewerView | undefined;
  readonly now: Temporal.Instant;
  readonly notice?: Notice | undefined;
  /** Undefined follows the system. */
  readonly theme?: Theme | undefined;
  readonly choices?: Choices | undefined;
}

let drawn: PageContext | null = null;

/** Draws parts of a page. Drawing never waits for anything, so there is one page at a time. */
export function drawing<T>(page: PageContext, draw: () => T): T {
  const before = drawn;
  drawn = page;
  try {
    return draw();
  } finally {
    drawn = before;
  }
}

/** The page being drawn. @throws outside `drawing` */
export function usePage(): PageContext {
  if (drawn === null) throw new Error('usePage() is for what is drawn, inside drawing()');
  return drawn;
}

const days = new WeakMap<PageContext, Temporal.PlainDate>();

/** The day it is where this page's times are told; worked out once a page, because every date on it asks. */
export function todayOn(page: PageContext): Temporal.PlainDate {
  let today = days.get(page);
  if (today === undefined) days.set(page, (today = page.now.toZonedDateTimeISO(page.timeZone).toPlainDate()));
  return today;
}
