import { BadValue } from './bad-value.ts';

// Soft hyphens, zero-width characters and the byte order mark, which web pages and merged files leave behind.
// eslint-disable-next-line no-misleading-character-class
const invisible = /[\u00ad\u200b\u2060\ufeff]/g;
// C0 and C1 controls except tab and line ends, and the bidirectional overrides that can disguise a text.
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const tidy = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/**
 * A cell as people mean it: composed letters (a Mac writes u and two dots), no invisible characters, ordinary spaces,
 * LF line ends, nothing around it. '' means that the cell is empty.
 */
export function cleanText(cell: string): string {
  if (tidy.test(cell)) return cell;
  return cell.normalize('NFC').replace(invisible, '').replaceAll('\u00a0', ' ').replace(/\r\n?/g, '\n').trim();
}

/** A text of at most `maxLength` characters as PostgreSQL counts them (code points). One line unless `lines`. */
export function readText(
  cell: string,
  { maxLength, lines = false }: { maxLength: number; lines?: boolean },
): string | BadValue {
  if (controls.test(cell)) return new BadValue('control-character');
  if (cell.includes('\ufffd') || !cell.isWellFormed()) return new BadValue('damaged-character');
  const text = lines ? cell : cell.replace(/\s+/g, ' ');
  if (text.length <= maxLength) return text;
  const length = [...text].length;
  return length <= maxLength ? text : new BadValue('too-long', { length, limit: maxLength });
}
