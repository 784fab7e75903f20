/**
 * The light half of the token sheet (`src/ui/css`), for what can't read CSS: PDFs and mails. A test
 * compares the two, so that the same state looks the same in a page, a mail and on paper.
 */
export const palette = {
  ink: '#1d1b17',
  inkSoft: '#5d584e',
  paper: '#f6f4ef',
  card: '#fffefb',
  well: '#efece5',
  line: '#dfdad0',
  edge: '#8b8577',
  good: '#1b673a',
  goodTint: '#e2f1e6',
  warn: '#7d4e00',
  warnTint: '#fbefd2',
  bad: '#a1281c',
  badTint: '#fbe6e2',
  info: '#23538c',
  infoTint: '#e4edf8',
} as const;

/** How a state is coloured. `plain` is the quiet chip without a colour of its own. */
export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain';

/** Text and ground of a chip in this tone. */
export function chipColours(tone: Tone): { ink: string; tint: string } {
  switch (tone) {
    case 'good':
      return { ink: palette.good, tint: palette.goodTint };
    case 'warn':
      return { ink: palette.warn, tint: palette.warnTint };
    case 'bad':
      return { ink: palette.bad, tint: palette.badTint };
    case 'info':
      return { ink: palette.info, tint: palette.infoTint };
    case 'plain':
      return { ink: palette.inkSoft, tint: palette.well };
  }
}
