import type { Logger } from '../platform/log/index.ts';

/** What has to be closed before the process may end, in the reverse order of how it was opened. */
export type Closing = {
  /** Closes it at once when closing has already begun, so a signal during a start leaves nothing running. */
  add(what: string, close: () => Promise<void>): Promise<void>;
  /** True from the moment that the process was told to stop. */
  readonly hasBegun: () => boolean;
  /** Closes everything and ends the process. Later calls change nothing. */
  end(exitCode: number): Promise<void>;
};

/** Longer than any request may take (see `serve`) and a stop of the database after it. */
const patienceMs = 60_000;

export function closingWith(log: () => Logger, exit: (code: number) => void): Closing {
  const open: { what: string; close: () => Promise<void> }[] = [];
  let ending: Promise<void> | null = null;
  const closeOne = async ({ what, close }: { what: string; close: () => Promise<void> }) => {
    try {
      await close();
    } catch (error) {
      log().error({ err: error }, `${what} did not close in order`);
    }
  };
  const closeAll = async (exitCode: number) => {
    // Whatever hangs, the process ends; the next start repairs what this leaves.
    setTimeout(() => exit(exitCode || 1), patienceMs).unref();
    for (let item = open.pop(); item !== undefined; item = open.pop()) await closeOne(item);
    exit(exitCode);
  };
  return {
    async add(what, close) {
      if (ending === null) open.push({ what, close });
      else await closeOne({ what, close });
    },
    hasBegun: () => ending !== null,
    end: (exitCode) => (ending ??= closeAll(exitCode)),
  };
}
