import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { PageProvider, type PageContext } from './context.tsx';

/** A whole HTML document from a page that starts with a shell. */
export function renderPage(context: PageContext, page: VNode): string {
  return `<!doctype html>${renderToString(<PageProvider value={context}>{page}</PageProvider>)}`;
}

/** A part of a page, for tests and for what is sent piecemeal. */
export function renderPart(context: PageContext, part: VNode): string {
  return renderToString(<PageProvider value={context}>{part}</PageProvider>);
}
