import { isIP } from 'node:net';

/**
 * The network an address belongs to, for limits and for people to recognise: /24 of IPv4, /48 of IPv6. Anything else is
 * its own network.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIP(mapped) === 4) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`;
  if (isIP(mapped) === 6) return `${fullGroups(mapped).slice(0, 3).join(':')}::/48`;
  return mapped.slice(0, 60);
}

/** The eight groups of an IPv6 address, without leading zeros. */
function fullGroups(address: string): readonly string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].map((group) =>
    group.toLowerCase().replace(/^0+(?=.)/, ''),
  );
}
