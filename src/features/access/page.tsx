import type { Context } from 'hono';
import type { VNode } from 'preact';
import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/min';
import { z } from 'zod';
import { ownPath, paths } from '../../kernel/paths.ts';
import { cookiesOf } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import type { OrgView, PageContext, Theme, ViewerView } from '../../ui/context.tsx';
import { DEFAULT_LOOK, isCorners, isFont, lookVersion, type Look } from '../../ui/look.ts';
import { renderPage } from '../../ui/render.tsx';
import { isWordKey, type Translate, type WordKey } from '../../words/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { chosenTheme, sameInLanguages, visitorVoice } from './visitor-choices.ts';

/** What was done, said once on the page a redirect leads to. */
export interface Said {
  readonly key: WordKey;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly tone?: 'good' | 'warn' | 'info';
  readonly undo?: string | undefined;
}

const NOTICE_COOKIE = 'notice';
const NoticeShape = z.object({
  key: z.string().refine(isWordKey),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  tone: z.enum(['good', 'warn', 'info']).optional(),
  undo: z.string().optional(),
});

/** Answers a form that was carried out: on to a page, which says what happened. */
export function redirectSaying(c: Context, services: Services, path: string, said?: Said): Response {
  if (said) {
    const value = Buffer.from(JSON.stringify(said)).toString('base64url');
    cookiesOf(c, services.baseUrl).set(NOTICE_COOKIE, value, { sameSite: 'Lax', maxAgeSeconds: 60 });
  }
  return c.redirect(path, 303);
}

/** Whether the browser goes to the page. A script that asks for a part of it says otherwise. */
function isGoneTo(c: Context): boolean {
  return (c.req.header('sec-fetch-mode') ?? 'navigate') === 'navigate';
}

/** Only a page that somebody gets to see takes it: a script that followed a form's redirect leaves it for that page. */
function takeNotice(c: Context, services: Services, t: Translate): PageContext['notice'] {
  if (!isGoneTo(c)) return undefined;
  const cookies = cookiesOf(c, services.baseUrl);
  const value = cookies.get(NOTICE_COOKIE);
  if (value === undefined) return undefined;
  cookies.remove(NOTICE_COOKIE);
  const parsed = NoticeShape.safeParse(jsonIn(value));
  if (!parsed.success || !isWordKey(parsed.data.key)) return undefined;
  const undo = ownPath(parsed.data.undo);
  return {
    tone: parsed.data.tone ?? 'good',
    text: t(parsed.data.key, parsed.data.values),
    ...(undo === null ? {} : { undo: { path: undo } }),
  };
}

function jsonIn(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, 'base64url').toString());
  } catch {
    return null;
  }
}

export interface PageParts {
  readonly door: 'portal' | 'office';
  readonly org?: OrgRow | undefined;
  readonly viewer?: ViewerView | undefined;
  readonly csrf: string;
  readonly timeZone?: string;
  /** For the office's preview: drawn so, whatever the visitor chose, with nothing to choose and no script. */
  readonly sample?: Theme;
}

/** A whole page as an answer. `status` is 200, or 422 when a form comes back with what is wrong in it. */
export function answerPage(
  c: Context,
  services: Services,
  parts: PageParts,
  page: VNode,
  status: 200 | 422 = 200,
): Response {
  const context = pageContext(c, services, parts);
  return c.html(renderPage(context, page), status);
}

export function pageContext(c: Context, services: Services, parts: PageParts): PageContext {
  const { t, language, locale, dir } = visitorVoice(c, services, parts.org);
  return {
    t,
    lang: language,
    locale,
    dir,
    timeZone: parts.timeZone ?? parts.org?.time_zone ?? 'UTC',
    csrf: parts.csrf,
    path: c.req.path,
    assets: {
      css: services.asset(`${parts.door}.css`),
      js: parts.sample === undefined ? services.asset(`${parts.door}.js`) : undefined,
      themeCss: parts.org && paths.portal.theme(parts.org.slug, lookVersion(lookIn(parts))),
    },
    org: parts.org && orgView(parts.org),
    viewer: parts.viewer,
    now: services.now(),
    notice: takeNotice(c, services, t),
    theme: parts.sample ?? (isAlwaysLight(parts) ? 'light' : chosenTheme(c, services)),
    choices: choicesOf(c, parts),
  };
}

/** The office wears the org's colour; font and corners are the portal's. */
function lookIn({ door, org }: PageParts): Look {
  return door === 'portal' && org !== undefined
    ? lookOfOrg(org)
    : { ...DEFAULT_LOOK, accent: org?.accent ?? DEFAULT_LOOK.accent };
}

export function lookOfOrg({ accent, font, corners }: Pick<OrgRow, 'accent' | 'font' | 'corners'>): Look {
  return {
    accent,
    font: isFont(font) ? font : DEFAULT_LOOK.font,
    corners: isCorners(corners) ? corners : DEFAULT_LOOK.corners,
  };
}

function isAlwaysLight({ door, org }: PageParts): boolean {
  return door === 'portal' && org?.portal_scheme === 'light';
}

/** The answer to a form has no address to come back to, so there is nothing to choose on it. */
function choicesOf(c: Context, parts: PageParts): PageContext['choices'] {
  if (c.req.method !== 'GET' || parts.sample !== undefined) return undefined;
  const here = new URL(c.req.url);
  return {
    languages: sameInLanguages(c),
    themePath:
      parts.org && parts.door === 'portal' && !isAlwaysLight(parts)
        ? paths.portal.appearance(parts.org.slug)
        : undefined,
    here: `${here.pathname}${here.search}`,
  };
}

export function orgView(org: OrgRow): OrgView {
  return {
    name: org.name,
    tagline: org.tagline ?? undefined,
    siteUrl: org.website_url ?? undefined,
    logo: logoView(org),
    favicon: org.favicon_version === null ? undefined : paths.portal.favicon(org.slug, org.favicon_version),
    phone: org.phone === null ? undefined : { shown: shownPhone(org.phone, org.country), href: `tel:${org.phone}` },
    email: org.email ?? undefined,
    hours: org.opening_hours ?? undefined,
    address: org.address ?? undefined,
    privacyUrl: org.privacy_url ?? undefined,
    termsUrl: org.terms_url ?? undefined,
  };
}

function logoView(org: OrgRow): OrgView['logo'] {
  if (org.logo_version === null || org.logo_width === null || org.logo_height === null) return undefined;
  return { src: paths.portal.logo(org.slug, org.logo_version), width: org.logo_width, height: org.logo_height };
}

/** Numbers written before, since parsing one costs as much as a small page. */
const shown = new Map<string, string>();
const SHOWN_MOST = 5_000;

/** A number as people of `country` write it: national at home, international abroad. */
export function shownPhone(e164: string, country: string): string {
  const key = `${country} ${e164}`;
  const known = shown.get(key);
  if (known !== undefined) return known;
  if (shown.size >= SHOWN_MOST) shown.clear();
  const text = writtenPhone(e164, country);
  shown.set(key, text);
  return text;
}

function writtenPhone(e164: string, country: string): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  return isAtHome(number, country) ? number.formatNational() : number.formatInternational();
}

/** Numbers outside every plan, such as those kept for films, have no country; their calling code decides. */
function isAtHome(number: PhoneNumber, country: string): boolean {
  if (number.country !== undefined) return number.country === country;
  return isSupportedCountry(country) && number.countryCallingCode === getCountryCallingCode(country);
}
