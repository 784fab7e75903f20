/** A document as it can be sent to another thread: days and moments as text, in a `Map` that no document has. */
export function packed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Temporal.PlainDate) return new Map([['day', value.toString()]]);
  if (value instanceof Temporal.Instant) return new Map([['moment', value.toString()]]);
  // A copy: bytes that came over a socket share its memory, and all of that would be sent.
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(packed);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, packed(one)]));
}

/** The document again, on the other side. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (value instanceof Map) {
    const day: unknown = value.get('day');
    return typeof day === 'string' ? Temporal.PlainDate.from(day) : Temporal.Instant.from(String(value.get('moment')));
  }
  if (Array.isArray(value)) return value.map(unpacked);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unpacked(one)]));
}
