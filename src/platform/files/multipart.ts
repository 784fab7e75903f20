/** The body is no form that can be read: cut off, over its limits, or not multipart. */
export class MalformedUpload extends Error {
  override readonly name = 'MalformedUpload';
}

export interface Part {
  name: string;
  /** null for an ordinary field; '' for a file field in which nothing was chosen. */
  fileName: string | null;
  /** The content as it comes. Must be read to its end before the next part is asked for. */
  content: AsyncGenerator<Uint8Array>;
}

/** Header lines of one part: a disposition with a file name of at most 255 characters and a type. */
const maxHeaderBytes = 4096;
const headersEnd = Buffer.from('\r\n\r\n');

/**
 * Reads multipart/form-data (RFC 7578) part by part in bounded memory. Written by hand because the parser we tried
 * threw outside every handler when an upload was cut off, which ends the process; here everything that can go wrong
 * is thrown at the reader as MalformedUpload.
 */
export async function* readParts(body: AsyncIterator<Uint8Array>, contentType: string): AsyncGenerator<Part> {
  const boundary = boundaryOf(contentType);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const bytes = new ByteReader(body);
  await bytes.skipUntil(delimiter);
  while (!(await bytes.endOfForm())) {
    const headers = await bytes.take(headersEnd, maxHeaderBytes);
    yield { ...disposition(headers.toString('utf8')), content: bytes.until(delimiter) };
  }
}

function boundaryOf(contentType: string): string {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType.slice(0, 500),
  );
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw new MalformedUpload('not multipart/form-data with a boundary');
  return boundary;
}

function disposition(headers: string): { name: string; fileName: string | null } {
  const line = headers.split('\r\n').find((header) => /^content-disposition:\s*form-data\s*;/i.test(header));
  const name = line && /;\s*name="([^"]{1,100})"/i.exec(line)?.[1];
  if (line === undefined || name === undefined) throw new MalformedUpload('a part without a name');
  const fileName = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(line)?.[1];
  return { name, fileName: fileName === undefined ? null : fileName.replace(/%22|\\"/g, '"') };
}

/** Bytes that have come and not been taken. Begins with a line end, since the first delimiter may stand at the very start. */
class ByteReader {
  private held: Buffer = Buffer.from('\r\n');
  private readonly body: AsyncIterator<Uint8Array>;

  constructor(body: AsyncIterator<Uint8Array>) {
    this.body = body;
  }

  private async more(): Promise<void> {
    const next = await this.body.next();
    if (next.done) throw new MalformedUpload('the form ends before it is complete');
    this.held = this.held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.held, next.value]);
  }

  /** Everything up to the delimiter, which is taken away too. */
  async *until(delimiter: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.held.indexOf(delimiter);
      if (at !== -1) {
        const last = this.held.subarray(0, at);
        this.held = this.held.subarray(at + delimiter.length);
        if (last.length > 0) yield last;
        return;
      }
      // The end of what is here may be the beginning of the delimiter.
      const safe = this.held.length - delimiter.length + 1;
      if (safe > 0) {
        const piece = this.held.subarray(0, safe);
        this.held = this.held.subarray(safe);
        yield piece;
      }
      await this.more();
    }
  }

  async skipUntil(delimiter: Buffer): Promise<void> {
    let skipped = 0;
    for await (const piece of this.until(delimiter)) {
      skipped += piece.length;
      if (skipped > maxHeaderBytes) throw new MalformedUpload('too much before the first part');
    }
  }

  async take(delimiter: Buffer, maxBytes: number): Promise<Buffer> {
    for (;;) {
      const at = this.held.indexOf(delimiter);
      if (at > maxBytes || (at === -1 && this.held.length > maxBytes)) throw new MalformedUpload('headers too long');
      if (at !== -1) {
        const taken = this.held.subarray(0, at);
        this.held = this.held.subarray(at + delimiter.length);
        return taken;
      }
      await this.more();
    }
  }

  /** After a delimiter: `--` ends the form, a line end begins a part. */
  async endOfForm(): Promise<boolean> {
    while (this.held.length < 2) await this.more();
    const mark = this.held.toString('latin1', 0, 2);
    if (mark !== '--' && mark !== '\r\n') throw new MalformedUpload('a boundary that goes on');
    // The line end stays: a part without headers begins with two of them.
    if (mark === '--') this.held = this.held.subarray(2);
    return mark === '--';
  }
}
