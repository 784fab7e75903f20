const MB = 1024 * 1024;

/** What may go with one message. Past these a phone's line and a small server's disk are what breaks. */
export const MOST_FILES = 10;
export const PHOTO_BYTES = 10 * MB;
export const PDF_BYTES = 25 * MB;
/** A picture takes four bytes a pixel while it is opened, however small its file is. */
export const PHOTO_PIXELS = 40_000_000;
export const PHOTO_SECONDS = 10;
/** Longer edges are made this long: sharp enough to read a meter or a serial number, and a sixth of a phone's photo. */
export const KEPT_EDGE = 3000;
export const SMALL_EDGE = 480;

/** All files of one customer. */
export const CUSTOMER_BYTES = 500 * MB;
export const CUSTOMER_FILES = 2_000;

/** What a form with files may send at most, so that one that is over the limit is told so and not cut off. */
export const FILES_NEED = { maxBytes: PDF_BYTES, mostFiles: 30, keysPerFile: 3 } as const;

/** For the control that chooses files; what counts is the content. */
export const ACCEPT = 'image/jpeg,image/png,image/webp,application/pdf';
