import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { ERASED } from '../kernel/erased.ts';
import { drawing, type PageContext } from './context.tsx';

/** A whole HTML document from a page that starts with a shell. */
export function renderPage(context: PageContext, page: VNode): string {
  return `<!doctype html>${renderPart(context, page)}`;
}

/** A part of a page, for tests and for what is sent piecemeal. */
export function renderPart(context: PageContext, part: VNode): string {
  const html = drawing(context, () => renderToString(part));
  // Here, because it may stand wherever a name may; but not in a field, which would store the reader's word.
  return html.includes(ERASED) ? html.replaceAll(MARK, context.t('ui.erased')) : html;
}

const MARK = new RegExp(`(?<! value=")${ERASED}`, 'g');
