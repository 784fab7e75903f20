import type { Logger } from '../platform/log/index.ts';

/** What has to be closed before the process may end, in the reverse order of how it was opened. */
export type Closing = {
  /** Runs a command, whose opening is not torn apart: closing waits until it has reached its next `add`. */
  opening<T>(work: () => Promise<T>): Promise<T>;
  /** Once closing has begun, closes it at once and never returns, so a start goes no further. */
  add(what: string, close: () => Promise<void>): Promise<void>;
  /** True from the moment that the process was told to stop. */
  readonly hasBegun: () => boolean;
  /** Closes everything and ends the process. Later calls change nothing. */
  end(exitCode: number): Promise<void>;
};

type Item = { readonly what: string; readonly close: () => Promise<void> };

/** Longer than any request may take (see `serve`) and a stop of the database after it. */
const patienceMs = 60_000;

export function closingWith(log: () => Logger, exit: (code: number) => void): Closing {
  const open: Item[] = [];
  let ending: Promise<void> | null = null;
  let isOpening = false;
  const opened = Promise.withResolvers<void>();
  const closeOne = async ({ what, close }: Item) => {
    try {
      await close();
    } catch (error) {
      log().error({ err: error }, `${what} did not close in order`);
    }
  };
  const closeAll = async (exitCode: number) => {
    // Whatever hangs, the process ends; the next start repairs what this leaves.
    setTimeout(() => exit(exitCode || 1), patienceMs).unref();
    if (isOpening) await opened.promise;
    for (let item = open.pop(); item !== undefined; item = open.pop()) await closeOne(item);
    exit(exitCode);
  };
  return {
    async opening(work) {
      isOpening = true;
      try {
        return await work();
      } finally {
        isOpening = false;
        opened.resolve();
      }
    },
    async add(what, close) {
      open.push({ what, close });
      if (ending === null) return;
      opened.resolve();
      await new Promise(() => {});
    },
    hasBegun: () => ending !== null,
    end: (exitCode) => (ending ??= closeAll(exitCode)),
  };
}
