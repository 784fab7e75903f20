import { fileTypeFromBuffer } from 'file-type';

export type FileKind = 'jpeg' | 'png' | 'webp' | 'pdf' | 'heic' | 'other';

/** So much of a file's beginning says what it is. */
export const HEAD_BYTES = 4100;

const KINDS: Readonly<Record<string, FileKind>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'image/heic-sequence': 'heic',
  'image/heif-sequence': 'heic',
};

/** What a file is, by its content; its name and what the browser called it say nothing. */
export async function kindOf(head: Uint8Array): Promise<FileKind> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  return KINDS[found?.mime ?? ''] ?? 'other';
}

/** A PDF begins with its version and says near its end that this is the end (ISO 32000-2, 7.5). */
export function isWholePdf(head: Buffer, tail: Buffer): boolean {
  return /^%PDF-\d\.\d/.test(head.toString('latin1', 0, 8)) && tail.includes('%%EOF');
}

const ENDINGS = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
} as const;

/** The name with an ending that is true, still of at most 120 characters. */
export function nameAs(name: string, type: keyof typeof ENDINGS): string {
  const [ending] = ENDINGS[type];
  const at = name.lastIndexOf('.');
  const given = at > 0 ? name.slice(at + 1).toLowerCase() : '';
  if (ENDINGS[type].some((one) => one === given)) return name;
  const stem = at > 0 && given.length <= 5 ? name.slice(0, at) : name;
  return `${[...stem].slice(0, 119 - ending.length).join('')}.${ending}`;
}
