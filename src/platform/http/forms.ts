import type { Context } from 'hono';

/** A body that is no form of ours: malformed, of another kind, or too big. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly status: 400 | 403 | 413 | 415;
  constructor(status: 400 | 403 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/** What was typed. A field sent several times keeps every value; a missing one reads as ''. */
export interface TypedForm {
  text(name: string): string;
  /** A password: exactly as it was typed. */
  secret(name: string): string;
  all(name: string): readonly string[];
  has(name: string): boolean;
  file(name: string): File | null;
  /** Every text field's, in the order of the form. */
  readonly names: readonly string[];
  /** Every single-valued text field, for drawing the form again. */
  readonly values: Readonly<Record<string, string>>;
}

const MOST_FIELDS = 5000;
const MOST_TEXT_BYTES = 1_000_000;

/**
 * Reads a form. Text has NUL and lone surrogates removed (PostgreSQL takes neither), line ends unified and outer space
 * trimmed. @throws BadRequest
 */
export async function readForm(c: Context, mostBytes = MOST_TEXT_BYTES): Promise<TypedForm> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data') {
    throw new BadRequest(415, 'a form is expected');
  }
  const body = await limitedBody(c, mostBytes);
  let data: FormData;
  try {
    data = await new Response(body, { headers: { 'content-type': c.req.header('content-type') ?? '' } }).formData();
  } catch {
    throw new BadRequest(400, 'the form could not be read');
  }
  return typedForm(data.entries());
}

async function limitedBody(c: Context, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = c.req.raw.body;
  if (stream !== null) {
    for await (const chunk of stream) {
      size += chunk.byteLength;
      if (size > mostBytes) throw new BadRequest(413, 'the form is too big');
      chunks.push(chunk);
    }
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

/** The fields of a form that was read by other means, such as one whose files went to the store. */
export function formOfFields(fields: Iterable<readonly [string, string]>): TypedForm {
  return typedForm(fields);
}

function typedForm(data: Iterable<readonly [string, string | File]>): TypedForm {
  const texts = new Map<string, string[]>();
  const typed = new Map<string, string>();
  const files = new Map<string, File>();
  let count = 0;
  for (const [name, value] of data) {
    if (++count > MOST_FIELDS) throw new BadRequest(413, 'the form has too many fields');
    if (typeof value !== 'string') {
      files.set(name, value);
      continue;
    }
    texts.set(name, [...(texts.get(name) ?? []), cleanText(value)]);
    if (!typed.has(name)) typed.set(name, value);
  }
  return {
    text: (name) => texts.get(name)?.[0] ?? '',
    secret: (name) => typed.get(name) ?? '',
    all: (name) => texts.get(name) ?? [],
    has: (name) => texts.has(name),
    file: (name) => files.get(name) ?? null,
    names: [...texts.keys()],
    values: Object.fromEntries([...texts].map(([name, all]) => [name, all[0] ?? ''])),
  };
}

/** Text as it may be stored: no NUL, no lone surrogates, unified line ends, no outer space. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();
}
