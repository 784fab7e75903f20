import type { Context, MiddlewareHandler } from 'hono';
import { paths } from '../../kernel/paths.ts';
import { cookiesOf } from '../../platform/http/index.ts';
import { voiceFor } from '../../platform/i18n/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Theme } from '../../ui/context.tsx';
import { browserLanguage, firstLanguage, LANGUAGES, languageOf, type Language, type Voice } from '../../words/index.ts';
import type { OrgRow, SessionRow } from '../sessions/index.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** How the one who asks is spoken to, once it is known: pages about what went wrong ask again. */
    voice: Voice | undefined;
  }
}

type Speaking = Pick<OrgRow, 'language'>;
type Speakers = Pick<SessionRow, 'kind' | 'contact_language' | 'customer_language' | 'staff_language'>;

const THEME_COOKIE = 'theme';
const THEME_DAYS = 365;

/** Each door remembers its own, so that staff who try the portal in German keep an English office. */
function languageCookie(c: Context): string {
  return isOffice(c) ? 'office_language' : 'language';
}

export function isOffice(c: Context): boolean {
  return c.req.path === paths.office.home || c.req.path.startsWith(`${paths.office.home}/`);
}

/** Keeps `?language=` of any page until the browser is closed. It decides about words and about nothing else. */
export function rememberLanguage(services: Services): MiddlewareHandler {
  return async (c, next) => {
    const asked = askedLanguage(c);
    if (asked !== null) cookiesOf(c, services.baseUrl).set(languageCookie(c), asked, LANGUAGE_COOKIE);
    await next();
  };
}
const LANGUAGE_COOKIE = { sameSite: 'Lax', maxAgeSeconds: null } as const;

function askedLanguage(c: Context): Language | null {
  return c.req.method === 'GET' ? languageOf(c.req.query('language')) : null;
}

function chosenLanguage(c: Context, services: Services): Language | null {
  return askedLanguage(c) ?? languageOf(cookiesOf(c, services.baseUrl).get(languageCookie(c)));
}

/** Before anybody is known: what was asked for, then the browser's, then the org's. */
export function visitorVoice(c: Context, services: Services, org?: Speaking): Voice {
  const known = c.get('voice');
  if (known !== undefined) return known;
  return speak(c, chosenLanguage(c, services) ?? wished(c) ?? languageOf(org?.language));
}

/** In the portal: what was asked for, then the contact's, the customer's, the browser's, the org's. */
export function portalVoice(c: Context, services: Services, org: Speaking, session: Speakers): Voice {
  const own = [session.contact_language, session.customer_language];
  // Staff see what the customer sees, and neither what they chose for themselves nor what their browser likes.
  if (session.kind === 'view_as') return speak(c, askedLanguage(c) ?? firstLanguage([...own, org.language]));
  return speak(c, chosenLanguage(c, services) ?? firstLanguage(own) ?? wished(c) ?? languageOf(org.language));
}

/** What the customer is handed to keep, such as an invoice: as on the page, but no browser decides about it. */
export function keptVoice(c: Context, services: Services, org: Speaking, session: Speakers): Voice {
  const chosen = session.kind === 'view_as' ? null : chosenLanguage(c, services);
  return voiceFor(chosen ?? firstLanguage([session.contact_language, session.customer_language, org.language]) ?? 'en');
}

/** In the office: the member's own choice, then what was asked for at its door, the browser's, the org's. */
export function officeVoice(c: Context, services: Services, org: Speaking, session: Speakers): Voice {
  const own = languageOf(session.staff_language);
  return speak(c, own ?? chosenLanguage(c, services) ?? wished(c) ?? languageOf(org.language));
}

function wished(c: Context): Language | null {
  return browserLanguage(c.req.header('accept-language'));
}

function speak(c: Context, language: Language | null): Voice {
  const voice = voiceFor(language ?? 'en');
  c.set('voice', voice);
  return voice;
}

/** This page in every language; none for the answer to a form, which has no address to come back to. */
export function sameInLanguages(c: Context): { tag: Language; name: string; href: string }[] {
  if (c.req.method !== 'GET') return [];
  return Object.values(LANGUAGES).map(({ code, name }) => {
    const query = new URL(c.req.url).searchParams;
    query.set('language', code);
    return { tag: code, name, href: `${c.req.path}?${query.toString()}` };
  });
}

/** Light or dark as chosen in this browser; undefined follows the system. */
export function chosenTheme(c: Context, services: Services): Theme | undefined {
  const value = cookiesOf(c, services.baseUrl).get(THEME_COOKIE);
  return value === 'light' || value === 'dark' ? value : undefined;
}

/** @param theme undefined follows the system again */
export function chooseTheme(c: Context, services: Services, theme: Theme | undefined): void {
  const cookies = cookiesOf(c, services.baseUrl);
  if (theme === undefined) cookies.remove(THEME_COOKIE);
  else cookies.set(THEME_COOKIE, theme, { sameSite: 'Lax', maxAgeSeconds: THEME_DAYS * 86_400 });
}
