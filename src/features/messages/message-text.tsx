import type { VNode } from 'preact';

/** A text as it was written: line by line, with its web addresses as links. No other markup means anything. */
export function MessageText({ of }: { of: string }) {
  return (
    <>
      {of
        .split(/\n{2,}/u)
        .filter((paragraph) => paragraph.trim() !== '')
        .map((paragraph, at) => (
          <p key={at} class="pre">
            {linked(paragraph)}
          </p>
        ))}
    </>
  );
}

const ADDRESS = /https:\/\/[^\s<>"'`{}|\\^]{1,2000}/giu;
/** At the end of an address these belong to the sentence around it. */
const ENDINGS = /[.,;:!?)\]*_~’”»]+$/u;

/** Only https, only what a browser reads as that, shown as it is: nothing leads elsewhere than it says. */
function linked(text: string): (string | VNode)[] {
  const parts: (string | VNode)[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(ENDINGS, '');
    const href = safeHref(address);
    if (href === null) continue;
    parts.push(text.slice(from, match.index));
    parts.push(
      <a href={href} rel="noopener noreferrer nofollow ugc" target="_blank">
        {address}
      </a>,
    );
    from = match.index + address.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Null for what is no address, or hides where it leads behind a name and password. */
export function safeHref(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null;
}
