import { Fragment } from 'preact';
import { usePage, type Children, type WordKey } from './context.tsx';

/**
 * A sentence whose placeholders are filled with markup, such as a link: the translator decides where each
 * one stands. Counts that choose a plural belong in `values`.
 */
export function Words({
  of,
  with: parts,
  values,
}: {
  of: WordKey;
  with: Readonly<Record<string, Children>>;
  values?: Readonly<Record<string, string | number | bigint>> | undefined;
}) {
  const { t } = usePage();
  // U+0001 can't be typed or stored, so it marks the places safely.
  const marks = Object.fromEntries(Object.keys(parts).map((name) => [name, `\u0001${name}\u0001`]));
  const pieces = t(of, { ...values, ...marks }).split('\u0001');
  return (
    <>
      {pieces.map((piece, at) => (
        <Fragment key={at}>{at % 2 === 1 ? parts[piece] : piece}</Fragment>
      ))}
    </>
  );
}
