import type { MessagePort } from 'node:worker_threads';
import { unpacked } from './carry.ts';
import type { Drawer, Drawn, Order, Paper } from './paper.ts';

/** Draws what it is asked for, one after the other. Runs in a thread of its own. */
export function drawAsAsked(port: MessagePort, papers: readonly Paper<unknown>[]): void {
  port.on('message', (order: Order) => {
    void drawn(order, papers).then((answer) =>
      port.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer] : []),
    );
  });
}

async function drawn({ id, paper: name, document, now }: Order, papers: readonly Paper<unknown>[]): Promise<Drawn> {
  try {
    const drawer = await drawerOf(name, papers);
    const bytes = await drawer.draw(unpacked(document), Temporal.Instant.from(now));
    // Of its own memory, which is handed over instead of copied.
    return { id, bytes: new Uint8Array(bytes) };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function drawerOf(name: string, papers: readonly Paper<unknown>[]): Promise<Drawer<unknown>> {
  const paper = papers.find((one) => one.name === name);
  if (paper === undefined) throw new Error(`the drawing thread knows no paper called ${name}`);
  return paper.load();
}
