import { afterEach, expect, test } from 'vitest';
import { broken, deadly, endless, greedy, plain } from '../../../test/setup/odd-drawing-thread.ts';
import { Busy } from '../../kernel/errors.ts';
import { besideCode } from '../root.ts';
import { LIMITS, openDrawing, type Drawing, type DrawingLimits } from './drawing.ts';

const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
const opened: Drawing[] = [];
const troubles: string[] = [];
const open = (limits: Partial<DrawingLimits> = {}): Drawing => {
  const file = besideCode('test/setup/odd-drawing-thread.ts');
  const drawing = openDrawing(
    { error: (_, sentence) => troubles.push(sentence) },
    { ...LIMITS, threads: 1, ...limits },
    file,
  );
  opened.push(drawing);
  return drawing;
};
const said = async (drawing: Drawing, document: unknown): Promise<string> =>
  new TextDecoder().decode(await drawing.draw(plain, document, now));
const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'drawn',
    (error: unknown) => (error instanceof Busy ? error.reason : String(error)),
  );

afterEach(async () => {
  await Promise.all(opened.splice(0).map((drawing) => drawing.close()));
  troubles.length = 0;
});

test('a document comes to the thread as it is', async () => {
  const document = {
    day: Temporal.PlainDate.from('2026-02-03'),
    at: now,
    minor: -12n,
    of: [null, undefined, true, 'text', 1.5],
    logo: Buffer.from([1, 2, 3]),
  };
  expect(await said(open(), document)).toBe(
    '{day: Temporal.PlainDate 2026-02-03, at: Temporal.Instant 2026-11-23T09:00:00Z, minor: bigint -12, ' +
      'of: [object null, undefined undefined, boolean true, string text, number 1.5], logo: bytes 1 2 3} at 2026-11-23T09:00:00Z',
  );
});

test('so many wait as may, and one more is sent away', async () => {
  const drawing = open({ waiting: 2 });
  const papers = [1, 2, 3, 4].map((n) => outcome(said(drawing, n)));
  expect(drawing.waiting).toBe(2);
  expect(await Promise.all(papers)).toEqual(['drawn', 'drawn', 'drawn', 'drawing.too-many']);
});

test('what takes too long is given up, and the next is drawn by another thread', async () => {
  const drawing = open({ drawMs: 1000 });
  const stuck = outcome(drawing.draw(endless, null, now));
  expect(await outcome(said(drawing, 'next'))).toBe('drawn');
  expect([await stuck, troubles]).toEqual(['drawing.lost', ['drawing takes too long']]);
});

test('who waits too long is sent away', async () => {
  const drawing = open({ waitMs: 1, drawMs: 1000 });
  const stuck = outcome(drawing.draw(endless, null, now));
  expect(await outcome(said(drawing, 'next'))).toBe('drawing.too-many');
  expect(await stuck).toBe('drawing.lost');
});

for (const [name, paper] of [
  ['that ends', deadly],
  ['that takes more memory than it may', greedy],
] as const) {
  test(`a thread ${name} is lost with its paper only`, async () => {
    const drawing = open({ heapMiB: 32 });
    const lost = outcome(drawing.draw(paper, null, now));
    expect(await outcome(said(drawing, 'next'))).toBe('drawn');
    expect([await lost, troubles]).toEqual(['drawing.lost', ['the drawing thread ended']]);
  });
}

test('a fault in drawing is told as it is, and the thread goes on', async () => {
  const drawing = open();
  expect(await outcome(drawing.draw(broken, null, now))).toBe('Error: the ink is dry');
  expect([await outcome(said(drawing, 'next')), troubles]).toEqual(['drawn', []]);
});

test('nothing is drawn after closing', async () => {
  const drawing = open();
  const papers = [outcome(drawing.draw(endless, null, now)), outcome(said(drawing, 'waits'))];
  await drawing.close();
  expect(await Promise.all([...papers, outcome(said(drawing, 'late'))])).toEqual(Array(3).fill('drawing.too-many'));
});
