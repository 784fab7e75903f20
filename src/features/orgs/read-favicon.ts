import sharp from 'sharp';
import { readPicture } from './picture.ts';

export const FAVICON_UPLOAD_BYTES = 1_000_000;
/** Wider or higher than this nobody draws one, and a picture that unpacks to gigabytes is no picture. */
export const FAVICON_MOST_PIXELS = 2_000;
const SIDE = 64;

/** Why a file can't be the favicon; its words are `look.favicon-<reason>`. */
export type FaviconRefusal = 'none' | 'kind' | 'big' | 'large';

/**
 * A favicon from an uploaded file: told by its content, and drawn anew as a PNG of 64 by 64 pixels, so that nothing of the
 * file itself is ever handed out.
 */
export async function readFavicon(bytes: Uint8Array): Promise<{ png: Buffer } | { refusal: FaviconRefusal }> {
  if (bytes.length === 0) return { refusal: 'none' };
  if (bytes.length > FAVICON_UPLOAD_BYTES) return { refusal: 'big' };
  const picture = readPicture(bytes);
  if (picture === null) return { refusal: 'kind' };
  if (picture.width > FAVICON_MOST_PIXELS || picture.height > FAVICON_MOST_PIXELS) return { refusal: 'large' };
  try {
    const png = await sharp(bytes, { limitInputPixels: FAVICON_MOST_PIXELS ** 2, failOn: 'error' })
      .resize(SIDE, SIDE, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    return { png };
  } catch {
    return { refusal: 'kind' };
  }
}
