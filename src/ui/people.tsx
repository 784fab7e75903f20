import { classes } from './class-names.ts';

/** Two letters for a person who sends no picture. The name stands beside it, so it is hidden from screen readers. */
export function Avatar({ name, size }: { name: string; size?: 's' | 'l' | undefined }) {
  return (
    <span class={classes('avatar', size)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** First letters of the first and last word: `Priya Raman` is `PR`. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}
