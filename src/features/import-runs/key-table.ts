/**
 * A number for each of very many texts, in 12 to 24 bytes apiece: which row a key stood in first, or how many rows of
 * an invoice are still to come. A Map of half a million strings takes 60 MB and more; this takes 12.
 *
 * Keys are kept as 62 bits of a hash. Among a million keys two are alike with a chance of one in ten million.
 */
export class KeyTable {
  private capacity = 1024;
  private low = new Uint32Array(this.capacity);
  private high = new Uint32Array(this.capacity);
  private values = new Uint32Array(this.capacity);
  private size = 0;

  get(key: string): number {
    return this.values[this.slot(hash(key))] ?? 0;
  }

  /** Stores a number of at least 0 and below 2^32. */
  set(key: string, value: number): void {
    if (this.size * 2 >= this.capacity) this.grow();
    this.put(hash(key), value);
  }

  private put(pair: readonly [number, number], value: number): void {
    const at = this.slot(pair);
    if (this.high[at] === 0) {
      this.low[at] = pair[0];
      this.high[at] = pair[1];
      this.size++;
    }
    this.values[at] = value;
  }

  private slot([low, high]: readonly [number, number]): number {
    let at = low % this.capacity;
    while (this.high[at] !== 0 && (this.low[at] !== low || this.high[at] !== high)) at = (at + 1) % this.capacity;
    return at;
  }

  private grow(): void {
    const { low, high, values } = this;
    this.capacity *= 2;
    this.low = new Uint32Array(this.capacity);
    this.high = new Uint32Array(this.capacity);
    this.values = new Uint32Array(this.capacity);
    this.size = 0;
    for (let at = 0; at < high.length; at++) {
      const top = high[at] ?? 0;
      if (top !== 0) this.put([low[at] ?? 0, top], values[at] ?? 0);
    }
  }
}

/** Two lanes of a multiplicative hash with a final mix (after MurmurHash3's finaliser). The high half is never 0. */
function hash(key: string): readonly [number, number] {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  return [mix(a ^ key.length) >>> 0, (mix(b + key.length) | 1) >>> 0];
}

function mix(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
