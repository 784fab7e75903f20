import type { Context } from 'hono';
import { paths } from '../../kernel/paths.ts';
import type { Services } from '../../platform/services.ts';
import { ErrorPage } from '../../ui/error-page.tsx';
import { renderPage } from '../../ui/render.tsx';
import { isWordKey, type Translate } from '../../words/index.ts';
import { pageContext } from './page.tsx';
import { isOffice } from './visitor-choices.ts';

type Status = 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/**
 * What went wrong, as a page. It names no org and nobody: a stranger's thing and a missing one get the same bytes.
 */
export function answerError(
  c: Context,
  services: Services,
  status: Status,
  facts: { reason?: string; values?: Readonly<Record<string, string | number>>; code?: string } = {},
): Response {
  const office = isOffice(c);
  const context = {
    ...pageContext(c, services, { door: office ? 'office' : 'portal', csrf: '' }),
    path: '/',
    // The address is in them, and every missing page is the same to the byte.
    choices: undefined,
  };
  const { t } = context;
  const text =
    facts.reason !== undefined && isWordKey(facts.reason) ? t(facts.reason, facts.values) : plainText(status, t);
  return c.html(
    renderPage(
      context,
      <ErrorPage
        kind={kindOf(status)}
        text={text}
        code={facts.code}
        office={office}
        homeHref={office ? paths.office.home : undefined}
      />,
    ),
    status,
  );
}

function kindOf(status: Status): 404 | 409 | 422 | 429 | 500 | 503 {
  return status === 400 || status === 403 || status === 413 || status === 415 ? 422 : status;
}

function plainText(status: Status, t: Translate): string | undefined {
  if (status === 403) return t('access.error-elsewhere');
  if (status === 413) return t('access.error-too-big');
  if (status === 400 || status === 415) return t('access.error-unreadable');
  return undefined;
}
