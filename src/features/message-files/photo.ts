import type { Sharp } from 'sharp';
import { KEPT_EDGE, PHOTO_BYTES, PHOTO_PIXELS, PHOTO_SECONDS, SMALL_EDGE } from './limits.ts';

export interface Photo {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly whole: Buffer;
  readonly small: Buffer;
  /** Of the whole, in pixels, turned the right way up. */
  readonly width: number;
  readonly height: number;
}

export type PhotoRefusal = 'too-many-pixels' | 'unreadable';

/**
 * Opens a picture and draws it anew, whole and small: what was hidden in the file (place, device, a second file behind
 * the first) is not in the new ones. Two at a time, each on a thread of its own, so that pages are still answered.
 */
export async function redrawPhoto(bytes: Buffer): Promise<Photo | PhotoRefusal> {
  return takeTurn(() => redraw(bytes));
}

async function redraw(bytes: Buffer): Promise<Photo | PhotoRefusal> {
  const sharp = await opened();
  const picture = () =>
    sharp(bytes, { limitInputPixels: PHOTO_PIXELS, failOn: 'error', sequentialRead: true })
      .timeout({ seconds: PHOTO_SECONDS })
      .autoOrient();
  try {
    const { format, width = 0, height = 0 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (format !== 'jpeg' && format !== 'png' && format !== 'webp') return 'unreadable';
    if (width * height > PHOTO_PIXELS) return 'too-many-pixels';
    const whole = picture().resize({ width: KEPT_EDGE, height: KEPT_EDGE, fit: 'inside', withoutEnlargement: true });
    const drawn = await encoded(whole, format);
    const small = await picture()
      .resize({ width: SMALL_EDGE, height: SMALL_EDGE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 72 })
      .toBuffer();
    return { type: drawn.type, whole: drawn.data, small, width: drawn.info.width, height: drawn.info.height };
  } catch {
    return 'unreadable';
  }
}

/** In the format it came in; a PNG that would be huge, such as a photo saved as one, becomes a WebP. */
async function encoded(picture: Sharp, format: 'jpeg' | 'png' | 'webp') {
  if (format === 'png') {
    const png = await picture.clone().png().toBuffer({ resolveWithObject: true });
    if (png.data.length <= PHOTO_BYTES) return { type: 'image/png' as const, ...png };
  }
  if (format === 'jpeg') {
    return {
      type: 'image/jpeg' as const,
      ...(await picture.jpeg({ quality: 84 }).toBuffer({ resolveWithObject: true })),
    };
  }
  return {
    type: 'image/webp' as const,
    ...(await picture.webp({ quality: 84 }).toBuffer({ resolveWithObject: true })),
  };
}

/** Loaded with the first picture: it takes 20 MB, which a process that never sees one need not have. */
async function opened() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

const AT_ONCE = 2;
let busy = 0;
const waiting: (() => void)[] = [];

async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else busy += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  }
}
