import { COUNTS, LiveSource, tellCounts } from './live-source.ts';

/** Whoever only passes a page opens no line. */
const SETTLED_MS = 1_500;

/**
 * Keeps the numbers beside the places of the page (`data-count`) as they are now. The body says where they are asked for
 * (`data-counts`) and which line tells of them (`data-live`); a live region's own line does, where there is one.
 */
export function keepCounts(page: Document): void {
  const { counts, live } = page.body.dataset;
  if (counts === undefined || live === undefined) return;
  let asking = false;
  let again = false;
  const ask = async (): Promise<void> => {
    again = asking;
    if (asking) return;
    asking = true;
    await draw(page, counts);
    asking = false;
    if (again) void ask();
  };
  page.addEventListener(COUNTS, () => void ask());
  if (page.querySelector('live-region') !== null) return;
  const line = new LiveSource({ address: () => live, changed: tellCounts, returned: tellCounts, broken: () => {} });
  // What changed since the page was drawn is asked for once, when the line opens.
  line.missed();
  setTimeout(() => line.begin(), SETTLED_MS);
}

interface Count {
  readonly place: string;
  /** As it is drawn; empty for none. */
  readonly shown: string;
  /** As it is read out. */
  readonly words: string;
}

async function draw(page: Document, from: string): Promise<void> {
  try {
    const answer = await fetch(from, { headers: { accept: 'application/json' } });
    // Signed out, or no longer allowed: the numbers stay as they are.
    if (!answer.ok || answer.redirected) return;
    const counts: readonly Count[] = await answer.json();
    for (const { place, shown, words } of counts)
      for (const element of page.querySelectorAll<HTMLElement>('[data-count]')) {
        if (element.dataset['count'] !== place) continue;
        const [drawn, read] = element.children;
        if (drawn) drawn.textContent = shown;
        if (read) read.textContent = words;
        element.hidden = shown === '';
      }
  } catch {
    // The line is down: the next word on it asks again.
  }
}
