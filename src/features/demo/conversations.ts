import type { DemoPicture } from './draw-photo.ts';

/** Threads with the customers, as content writes them down: see content.ts for days, hours and names. */
export interface DemoThread {
  readonly customer: string;
  readonly about?: { readonly job: string } | { readonly invoice: string };
  readonly subject?: string;
  /** Contacts who take part without having written. */
  readonly to?: readonly string[];
  readonly assigned?: string;
  readonly closed?: boolean;
  /** Who has not read the newest message. */
  readonly unread?: 'office' | 'customer';
  readonly messages: readonly DemoMessage[];
}

export interface DemoMessage {
  /** A contact's first name, or the key of somebody in the office. */
  readonly from: { readonly contact: string } | { readonly staff: string };
  readonly day: number;
  readonly hour: number;
  readonly text: string;
  /** For the office alone. */
  readonly note?: boolean;
  readonly photo?: { readonly name: string; readonly draw: () => Promise<DemoPicture> };
}

export interface DemoReply {
  readonly name: string;
  readonly text: string;
}

export interface DemoConversations {
  readonly threads: readonly DemoThread[];
  readonly replies: readonly DemoReply[];
  /** Whether and how contacts are told of an answer. */
  readonly notice: 'off' | 'email' | 'email_else_sms';
}
