import { usePage, type Children } from './context.tsx';

/** The shell of every page: language, stylesheets, one script, and the way past the navigation. */
export function Document({
  title,
  class: name,
  robots,
  children,
}: {
  title: string;
  class?: string | undefined;
  /** `noindex` for what nobody should find by searching: the office. What needs a session can't be found anyway. */
  robots?: 'noindex' | undefined;
  children: Children;
}) {
  const { t, locale, dir, assets, org, viewer, theme } = usePage();
  return (
    <html lang={locale} dir={dir} data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{title}</title>
        {robots !== undefined && <meta name="robots" content={robots} />}
        {org !== undefined && <meta name="description" content={t('ui.description', { org: org.name })} />}
        <meta name="color-scheme" content={theme ?? 'light dark'} />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href={org?.favicon ?? org?.logo?.src ?? 'data:,'} />
        <link rel="stylesheet" href={assets.css} />
        {assets.themeCss !== undefined && <link rel="stylesheet" href={assets.themeCss} />}
        {assets.js !== undefined && <script type="module" src={assets.js} />}
      </head>
      <body
        class={name}
        data-seen={viewer?.seenPath}
        data-counts={viewer?.live?.counts}
        data-live={viewer?.live?.stream}
      >
        <a class="skip" href="#main">
          {t('ui.skip')}
        </a>
        {children}
      </body>
    </html>
  );
}
