import { readPicture, type Picture } from './picture.ts';

/** Fieldcode's limits of a portal's logo, in bytes and pixels. It stands on every page, so it has to be small. */
export const LOGO_BYTES = 20_480;
export const LOGO_HEIGHT = 25;
/** Wider than this it would push the phone number off a small screen. */
export const LOGO_WIDTH = 500;

/** Why a file can't be the logo, with what was measured; its words are `settings.logo-<reason>`. */
export interface LogoRefusal {
  readonly reason: 'none' | 'kind' | 'big' | 'high' | 'wide' | 'empty';
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

export type ReadLogo =
  | { readonly picture: Picture & { readonly bytes: Uint8Array } }
  | { readonly refusal: LogoRefusal };

/** A logo from an uploaded file. Its kind is told by its content, whatever the file is called. */
export function readLogo(bytes: Uint8Array): ReadLogo {
  const refuse = (reason: LogoRefusal['reason'], size = { width: 0, height: 0 }): ReadLogo => ({
    refusal: { reason, bytes: bytes.length, width: size.width, height: size.height },
  });
  if (bytes.length === 0) return refuse('none');
  const picture = readPicture(bytes);
  if (picture === null) return refuse('kind');
  if (picture.width === 0 || picture.height === 0) return refuse('empty', picture);
  if (picture.height > LOGO_HEIGHT) return refuse('high', picture);
  if (picture.width > LOGO_WIDTH) return refuse('wide', picture);
  if (bytes.length > LOGO_BYTES) return refuse('big', picture);
  return { picture: { ...picture, bytes } };
}
