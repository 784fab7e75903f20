import { classes } from './class-names.ts';
import { icons } from './icons.ts';

export type IconName = keyof typeof icons;

interface IconProps {
  readonly name: IconName;
  /** Only where no word stands beside it. Without a label the drawing is hidden from screen readers. */
  readonly label?: string | undefined;
  /** Points along the line of reading, so it turns round from right to left. */
  readonly flip?: boolean | undefined;
  readonly class?: string | undefined;
}

/** A drawing beside a word. Width and height stand in the markup so that it is small even without the stylesheet. */
export function Icon({ name, label, flip, class: extra }: IconProps) {
  const naming =
    label === undefined ? { 'aria-hidden': 'true' as const } : { role: 'img' as const, 'aria-label': label };
  return (
    <svg
      class={classes('i', flip && 'flip', extra)}
      width="20"
      height="20"
      viewBox="0 0 24 24"
      {...naming}
      dangerouslySetInnerHTML={{ __html: icons[name] }}
    />
  );
}
