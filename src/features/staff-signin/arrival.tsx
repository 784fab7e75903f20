import type { Context } from 'hono';
import type { VNode } from 'preact';
import { readForm, type TypedForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { answerPage } from '../access/index.ts';
import { browserSecret, checkCsrf, csrfToken, knownBrowserSecret } from '../sessions/index.ts';

/** A browser before the office's door, nobody signed in. */
export interface Arrival {
  readonly c: Context;
  readonly services: Services;
  /** The browser's secret, which forms and questions are bound to. */
  readonly browser: string;
  page(page: VNode, status?: 200 | 422): Response;
}

export interface FormArrival extends Arrival {
  readonly form: TypedForm;
}

export function arrive(c: Context, services: Services): Arrival {
  const browser = browserSecret(c, services);
  const csrf = csrfToken(services.keys, browser);
  return {
    c,
    services,
    browser,
    page: (page, status) => answerPage(c, services, { door: 'office', csrf }, page, status),
  };
}

export async function arriveWithForm(c: Context, services: Services): Promise<FormArrival> {
  const form = await readForm(c);
  checkCsrf(services.keys, knownBrowserSecret(c, services) ?? '', form);
  return { ...arrive(c, services), form };
}
