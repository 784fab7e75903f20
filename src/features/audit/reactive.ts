/**
 * Events that something follows from. Each adds one task in its own transaction; `src/reactions.ts` says what follows, and
 * the types hold both lists to each other.
 */
export const REACTIVE = [
  'message.received',
  'contact.change_stopped',
  'contact.changed',
  'contact.invited',
  'customer.changed',
  'link.renewal_asked',
  'import.finished',
  'import.failed',
  'delivery.failed',
  'staff.joined',
  'permissions.changed_in_bulk',
  'sign_in.braked',
] as const;

export type ReactiveName = (typeof REACTIVE)[number];

export function isReactive(name: string): name is ReactiveName {
  return REACTIVE.some((one) => one === name);
}
