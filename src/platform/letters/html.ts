import { palette } from '../../kernel/palette.ts';
import { plainLine, plainText } from '../../kernel/plain-text.ts';
import type { Block } from './blocks.ts';
import { merged, UnfilledTag, type MergeValue, type MergeValues } from './merge.ts';

/** What stands around a mail's text: whose it is. Colours as `#rrggbb`. */
export interface Letterhead {
  readonly name: string;
  readonly tagline: string | null;
  /** Below the line: who sent this and why. */
  readonly footer: readonly string[];
  readonly accent: string;
  /** Text on the accent. */
  readonly accent_ink: string;
  /** The accent as text. */
  readonly link: string;
  /** BCP 47. */
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  /** What a mail program shows beside the subject. */
  readonly preview: string;
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
/** Less margin on a phone, in programs that read it; the others keep the wide one. */
const NARROW =
  '<style>@media (max-width:480px){.side{padding-left:20px!important;padding-right:20px!important}}</style>';
const INK = `color:${palette.ink}`;
const SOFT = `color:${palette.inkSoft}`;

/**
 * The mail as HTML for mail programs: tables, styles on the elements, nothing loaded from anywhere. Every value is
 * escaped for where it stands. @throws UnfilledTag
 */
export function htmlOf(subject: string, blocks: readonly Block[], values: MergeValues, head: Letterhead): string {
  const rows = blocks.map((block) => row(htmlOfBlock(block, values, head))).join('');
  const footer = head.footer
    .map((line) => `<p style="margin:0 0 8px;font-size:13px;${SOFT}">${lines(line)}</p>`)
    .join('');
  return `<!doctype html>
<html lang="${escape(head.language)}" dir="${head.dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><title>${escape(subject)}</title>${NARROW}</head>
<body style="margin:0;padding:0;background:${palette.paper}">
<div style="display:none;max-height:0;overflow:hidden">${escape(head.preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${palette.paper}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:${palette.card};border:1px solid ${palette.line};border-top:4px solid ${colour(head.accent)};border-radius:4px;${FONT};${INK};font-size:17px;line-height:1.5;text-align:start">
<tr><td class="side" style="padding:32px 32px 0"><strong style="font-size:15px">${escape(head.name)}</strong>${head.tagline === null ? '' : `<br><span style="font-size:15px;${SOFT}">${escape(head.tagline)}</span>`}</td></tr>
${rows}
<tr><td class="side" style="padding:24px 32px 24px"><div style="border-top:1px solid ${palette.line};padding-top:16px">${footer}</div></td></tr>
</table></td></tr></table></body></html>
`;
}

function row(html: string): string {
  return `<tr><td class="side" style="padding:24px 32px 0">${html}</td></tr>\n`;
}

function htmlOfBlock(block: Block, values: MergeValues, head: Letterhead): string {
  const text = merged(block.text, values, lines, (value) => inline(value, head));
  switch (block.kind) {
    case 'heading':
      return `<h1 style="margin:0;font-size:25px;line-height:1.25;font-weight:600">${text}</h1>`;
    case 'text':
      return `<p style="margin:0">${text}</p>`;
    case 'button':
      return button(text, values.get(block.link) ?? unfilled(block.link), head);
    case 'code':
      return `<p style="margin:0;font-size:32px;line-height:1.1;font-weight:600;letter-spacing:.12em">${text}</p>`;
    case 'small':
      return `<p style="margin:0;font-size:15px;${SOFT}">${text}</p>`;
  }
}

function unfilled(tag: string): never {
  throw new UnfilledTag(tag);
}

function button(text: string, value: MergeValue, head: Letterhead): string {
  const look = `display:block;padding:12px 20px;border-radius:8px;background:${colour(head.accent)};color:${colour(head.accent_ink)};font-weight:600;text-align:center;text-decoration:none`;
  if (value.kind !== 'link') return `<span style="${look}">${text}</span>`;
  return `<a href="${href(value.url)}" style="${look}">${text}</a>`;
}

function inline(value: MergeValue, head: Letterhead): string {
  switch (value.kind) {
    case 'text':
    case 'hidden':
      // On one line, so that no value can look like a paragraph of ours.
      return escape(plainLine(value.text));
    case 'code':
      return escape(value.code);
    case 'link':
      return `<a href="${href(value.url)}" style="color:${colour(head.link)}">${escape(value.url)}</a>`;
  }
}

/** @throws RangeError for anything but http and https: a value is never a script */
function href(url: string): string {
  if (!/^https?:\/\//u.test(url)) throw new RangeError('a link leads to http or https');
  return escape(url);
}

function colour(hex: string): string {
  if (!/^#[0-9a-f]{6}$/iu.test(hex)) throw new RangeError('not a colour');
  return hex;
}

function lines(text: string): string {
  return escape(text).replaceAll('\n', '<br>');
}

function escape(text: string): string {
  return plainText(text).replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
