import { ButtonLink } from './button.tsx';
import { usePage } from './context.tsx';
import { PhoneLink } from './org.tsx';
import { PlainShell } from './plain-shell.tsx';
import { Words } from './words.tsx';

/** What can go wrong as a whole page. `offline` is what a browser shows from its own store. */
export type ErrorKind = 404 | 409 | 422 | 429 | 500 | 503 | 'offline';

/**
 * What went wrong and what to do. The 404 says the same whether a thing is missing or somebody else's, and
 * names neither; only a 500 carries a code to quote.
 */
export function ErrorPage({
  kind,
  text,
  code,
  homeHref,
  retryHref,
  office,
}: {
  kind: ErrorKind;
  /** The reason in words, for a refusal. */
  text?: string | undefined;
  code?: string | undefined;
  homeHref?: string | undefined;
  retryHref?: string | undefined;
  office?: boolean | undefined;
}) {
  const { t, org } = usePage();
  return (
    <PlainShell title={t(`ui.error-${kind}-title`)} text={text ?? t(`ui.error-${kind}-text`)} office={office}>
      {(retryHref !== undefined || homeHref !== undefined) && (
        <div class="stack g12">
          {retryHref !== undefined && (
            <ButtonLink kind="main" wide href={retryHref}>
              {t('ui.error-again')}
            </ButtonLink>
          )}
          {homeHref !== undefined && (
            <ButtonLink kind={retryHref === undefined ? 'main' : 'plain'} wide href={homeHref}>
              {t('ui.error-home')}
            </ButtonLink>
          )}
        </div>
      )}
      {((org?.phone !== undefined && office !== true) || code !== undefined) && (
        <p class="mid soft">
          {org?.phone !== undefined && office !== true && (
            <Words of="ui.error-ring" with={{ phone: <PhoneLink phone={org.phone} /> }} />
          )}
          {code !== undefined && <> {t('ui.error-code', { code })}</>}
        </p>
      )}
    </PlainShell>
  );
}
