import { randomUUID } from 'node:crypto';
import { isUuid } from '../../kernel/ids.ts';
import { sha256 } from '../crypto/index.ts';
import type { TypedForm } from './forms.ts';

/** The hidden field of a form that makes something. */
export const FORM_KEY = 'key';

/** A key for one drawing of a form; drawn again with what is wrong in it, the form keeps its key. */
export function newFormKey(): string {
  return randomUUID();
}

/**
 * The id of what a form makes: the same when a double press sends the form twice, another when something in it was
 * changed in between, as by going back to it in the browser. Null for a form without a key.
 */
export function idFromForm(form: TypedForm): string | null {
  if (!isUuid(form.text(FORM_KEY))) return null;
  const fields = form.names.filter((name) => name !== 'csrf').map((name) => [name, form.all(name)]);
  return idFromParts(fields);
}

/** An id of one's own making: the same for the same parts. */
export function idFromParts(parts: readonly unknown[]): string {
  const bytes = sha256(JSON.stringify(parts)).subarray(0, 16);
  // RFC 9562, version 8: bits of one's own making.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
