/**
 * A spreadsheet runs a cell that begins with one of these as a formula (OWASP, "CSV Injection"). A plain number
 * with a sign is harmless and stays a number. Apostrophes before it count too, so that taking one back is exact.
 */
const formula = /^'*[=+\-@\t\r]/;
const signedNumber = /^[+-]\d+(?:[.,]\d+)?$/;

/** One line of a CSV file with CR LF, as RFC 4180 has it, safe to open in a spreadsheet. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\r\n`;
}

function csvCell(cell: string, delimiter: string): string {
  const safe = formula.test(cell) && !signedNumber.test(cell) ? `'${cell}` : cell;
  const quoted = safe.includes(delimiter) || /["\r\n]|^\s|\s$/.test(safe);
  return quoted ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Takes back the apostrophe of `csvLine`, so that a mended error file can be read again. */
export function withoutFormulaGuard(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Begins a file so that Excel reads it as UTF-8. */
export const byteOrderMark = '\ufeff';
