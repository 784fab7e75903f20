/** Why a text could not be read as what it should be. `reason` is a word of the catalogue, `values` fill it. */
export class BadValue {
  readonly reason: string;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(reason: string, values: Readonly<Record<string, string | number>> = {}) {
    this.reason = reason;
    this.values = values;
  }
}

/** A text as it is quoted in a reason: one line, at most 60 characters. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
