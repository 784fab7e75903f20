import type { Live, Stream, StreamAsked } from './live.ts';

/** A screen this many unread bytes behind is gone, or will be told everything when it comes back. */
const MOST_BEHIND = 64 * 1024;

/** The answer to a screen that wants to be told: server-sent events (text/event-stream), or 429 when there are too many. */
export function streamAnswer(live: Live, asked: StreamAsked): Response {
  const encoder = new TextEncoder();
  let leave = () => {};
  let joined = false;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const stream: Stream = {
          write(text) {
            if ((controller.desiredSize ?? 0) <= 0) return false;
            controller.enqueue(encoder.encode(text));
            return true;
          },
          end() {
            try {
              controller.close();
            } catch {
              // The other side closed it first.
            }
          },
        };
        const place = live.join(asked, stream);
        if (place === null) return controller.close();
        joined = true;
        leave = place.leave;
        // Bytes at once, so that proxies and browsers take the stream for open.
        stream.write(':\n\n');
      },
      cancel: () => leave(),
    },
    { highWaterMark: MOST_BEHIND, size: (chunk) => chunk?.byteLength ?? 0 },
  );
  if (!joined) return new Response('', { status: 429, headers: { 'Retry-After': '60' } });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // nginx would hold the events back.
      'X-Accel-Buffering': 'no',
    },
  });
}
