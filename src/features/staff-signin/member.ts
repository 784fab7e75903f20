/** Somebody with a place in one office. */
export interface Member {
  readonly orgId: string;
  readonly staffId: string;
}
