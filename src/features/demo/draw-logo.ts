import { crc32, deflateSync } from 'node:zlib';

const HEIGHT = 25;
const WIDTH = 30;
/** Points of the same square pixel that are looked at, by side: 16 samples make the edges smooth. */
const SAMPLES = 4;

/** Two hills over a wave, in the firm's own teal on nothing: a PNG 30 × 25 pixels and well under 1 KB. */
export function drawHarbourLogo(): { bytes: Buffer; width: number; height: number } {
  const [red, green, blue] = [0x0c, 0x59, 0x66];
  const pixels = Buffer.alloc(HEIGHT * (1 + WIDTH * 4));
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const at = y * (1 + WIDTH * 4) + 1 + x * 4;
      pixels.set([red, green, blue, Math.round(255 * covered(x, y))], at);
    }
  }
  return { bytes: png(pixels), width: WIDTH, height: HEIGHT };
}

/** How much of a pixel the drawing covers, 0 to 1. */
function covered(x: number, y: number): number {
  let hits = 0;
  for (let i = 0; i < SAMPLES * SAMPLES; i += 1) {
    const px = x + ((i % SAMPLES) + 0.5) / SAMPLES;
    const py = y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
    if (isInk(px, py)) hits += 1;
  }
  return hits / (SAMPLES * SAMPLES);
}

const RIDGE: readonly (readonly [number, number])[] = [
  [2, 15],
  [10.5, 4],
  [15, 10.5],
  [19, 7],
  [28, 15],
];
const HALF_STROKE = 1.15;

function isInk(x: number, y: number): boolean {
  const onRidge = RIDGE.slice(1).some((end, at) => distance(x, y, RIDGE[at] ?? end, end) <= HALF_STROKE);
  const wave = 20 + 0.9 * Math.cos((x - 2) * 0.72);
  return onRidge || (x >= 2 && x <= 28 && Math.abs(y - wave) <= HALF_STROKE);
}

function distance(
  x: number,
  y: number,
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

/** Rows of RGBA, each led by its filter byte 0, as a PNG (https://www.w3.org/TR/png-3/). */
function png(rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
