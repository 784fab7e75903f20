/** What the help explains, in the order of reading: `help.<topic>-title` and `help.<topic>-text-long`. */
export const TOPICS = [
  'start',
  'links',
  'permissions',
  'pin',
  'view',
  'invoices',
  'balance',
  'messages',
  'deliveries',
  'imports',
  'finding',
  'filters',
  'bulk',
  'undo',
  'notices',
  'keys',
] as const;
export type Topic = (typeof TOPICS)[number];
