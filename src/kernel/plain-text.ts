/** More than any field of ours holds; past it text is cut with an ellipsis, so one value can't stall a worker. */
const CHARACTERS_MAX = 20_000;

// Controls would break headers and terminals; bidirectional controls make "gpj.exe" read as "exe.jpg".
const HARMFUL = /[[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufff9-\ufffb\u{e0000}-\u{e007f}]--\n]/gv;
// Characters that draw nothing by themselves: joiners, variation selectors, fillers, soft hyphens.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Text that can go into a message: well-formed, normalised (NFC), one kind of line end, tabs as spaces, without
 * control characters and without what reorders the text around it. Never longer than 20,000 characters.
 */
export function plainText(text: string): string {
  const cut = text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX - 1)}…` : text;
  return cut
    .toWellFormed()
    .replace(/\r\n?|\u0085|\u2028|\u2029/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(HARMFUL, '')
    .normalize('NFC');
}

/** `plainText` on one line: for names in a header, subjects, titles. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/gu, ' ').trim();
}

/** `plainText` without characters that draw nothing: what can be set glyph by glyph. */
export function visibleText(text: string): string {
  return plainText(text).replace(INVISIBLE, '');
}
