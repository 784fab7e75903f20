/** The import can't go on: a reason of the catalogue (`imports.stopped-<reason>`) and what fills it. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';
  readonly reason: string;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(reason: string, values: Readonly<Record<string, string | number>> = {}) {
    super(reason);
    this.reason = reason;
    this.values = values;
  }
}
