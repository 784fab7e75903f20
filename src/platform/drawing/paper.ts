/** What draws a document. The same document and `now` give the same bytes. */
export interface Drawer<D> {
  draw(document: D, now: Temporal.Instant): Promise<Uint8Array>;
}

/**
 * A kind of paper: its name, by which the drawing thread knows it, and what draws it, which only that thread loads. `D` is
 * plain data: texts, numbers, days, moments, bytes, and lists and objects of them.
 */
export interface Paper<D> {
  readonly name: string;
  load(): Promise<Drawer<D>>;
}

/** What the drawing thread is asked for. */
export interface Order {
  readonly id: number;
  readonly paper: string;
  readonly document: unknown;
  readonly now: string;
}

/** What it answers. */
export type Drawn =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: Error };
