import { RESERVED_SLUGS } from '../../kernel/paths.ts';

const MOST = 40;

/** A name as the part of an address: "Größ & Söhne" is "groess-soehne". Empty when nothing is left of it. */
export function slugFrom(name: string): string {
  const german: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', ł: 'l' };
  const plain = name
    .toLowerCase()
    .replace(/[äöüßæøł]/g, (letter) => german[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-');
  return plain.slice(0, MOST).replace(/^-+|-+$/g, '');
}

/** Why this can't be an org's part of the address, or null. */
export function slugRefusal(slug: string): 'setup.slug-shape' | 'setup.slug-reserved' | null {
  if (!/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(slug)) return 'setup.slug-shape';
  return RESERVED_SLUGS.has(slug) ? 'setup.slug-reserved' : null;
}
