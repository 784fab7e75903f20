const LOCAL = /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}$/u;
const DOMAIN =
  /^(?=.{1,253}$)[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{N}])?)*$/u;

/**
 * Whether this is one plain mail address ("anna@example.com"), without display name, quotes, comments, lists or
 * anything a mail server could read as a second recipient. Stricter than RFC 5322 on purpose.
 */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  return at > 0 && text.length <= 254 && LOCAL.test(text.slice(0, at)) && DOMAIN.test(text.slice(at + 1));
}

/** The address in "Doorstep <portal@example.com>" or "portal@example.com", or null when there is none. */
export function addressIn(text: string): string | null {
  const address = /<([^<>]*)>\s*$/u.exec(text)?.[1] ?? text.trim();
  return isMailAddress(address) ? address : null;
}
