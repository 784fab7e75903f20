/** A file of a message as its readers may know it. */
export interface MessageFile {
  readonly id: string;
  readonly message_id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}

/** The same with where it lies. */
export interface StoredMessageFile extends MessageFile {
  readonly store_key: string;
  readonly thumb_key: string | null;
}

export const FILE_COLUMNS = ['f.id', 'f.message_id', 'f.name', 'f.type', 'f.bytes', 'f.width', 'f.height'] as const;

/** One that is ready to go with a message. */
export interface PreparedFile {
  readonly name: string;
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';
  readonly bytes: number;
  readonly picture: { readonly width: number; readonly height: number; readonly thumbKey: string } | null;
  readonly storeKey: string;
  /** Of the file as it came: the same file sent again is the same. */
  readonly sha256: string;
}
