/** What a paper's file is called: letters, digits, dots and dashes only, safe in a header and on every disk. */
export function paperName(name: string): string {
  return `${name.replace(/[^A-Za-z0-9.-]+/g, '-')}.pdf`;
}

/** A drawn paper to keep. */
export function answerPaper({ name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> }): Response {
  return new Response(bytes, {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="${name}"` },
  });
}
