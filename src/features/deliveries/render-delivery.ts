import { z } from 'zod';
import { createTranslator } from '../../platform/i18n/index.ts';
import {
  blocksSchema,
  htmlOf,
  smsTextOf,
  subjectOf,
  tagsIn,
  textOf,
  type Block,
  type Letterhead,
  type MergeValue,
  type MergeValues,
} from '../../platform/letters/index.ts';
import { themeColours } from '../../ui/index.ts';
import { shownPhone } from '../access/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import type { Delivery } from './delivery.ts';
import { SECRET_TAGS, type Secret } from './secrets.ts';

/** A message as its recipient gets it. */
export type Rendered =
  | { readonly channel: 'email'; readonly subject: string; readonly text: string; readonly html: string }
  | { readonly channel: 'sms'; readonly text: string };

export type SenderOrg = Pick<
  OrgRow,
  'name' | 'tagline' | 'address' | 'phone' | 'country' | 'email' | 'accent' | 'time_zone' | 'sms_countries'
>;

type Written = Pick<
  Delivery,
  'channel' | 'subject' | 'blocks' | 'merge_values' | 'language' | 'staff_id' | 'recipient_name'
>;

const valuesSchema = z.record(z.string(), z.string());

/**
 * Puts a message together from what is stored and what is derived. Values and secrets are put in side by side in one
 * pass, so neither is ever read as a template. @throws UnfilledTag
 */
export function renderDelivery(delivery: Written, org: SenderOrg, secret: Secret['values']): Rendered {
  const blocks = blocksSchema.parse(delivery.blocks);
  const values: MergeValues = new Map<string, MergeValue>([
    ...Object.entries(valuesSchema.parse(delivery.merge_values)).map(([name, text]): [string, MergeValue] => [
      name,
      { kind: 'text', text },
    ]),
    ...Object.entries(secret),
  ]);
  if (delivery.channel === 'sms') return { channel: 'sms', text: smsTextOf(blocks, values) };
  const subject = subjectOf(delivery.subject ?? '', values);
  const footer = footerOf(delivery, org);
  const head: Letterhead = { ...lookOf(org), footer, language: delivery.language, preview: previewOf(blocks, values) };
  const text = `${textOf(blocks, values)}\n\n-- \n${footer.join('\n')}\n`;
  return { channel: 'email', subject, text, html: htmlOf(subject, blocks, values, head) };
}

function lookOf(org: SenderOrg): Pick<Letterhead, 'name' | 'tagline' | 'accent' | 'accent_ink' | 'link' | 'dir'> {
  const colours = themeColours(org.accent, 'light');
  return {
    name: org.name,
    tagline: org.tagline,
    accent: colours.fill,
    accent_ink: colours['fill-ink'],
    link: colours.link,
    dir: 'ltr',
  };
}

function footerOf({ staff_id, language }: Written, org: SenderOrg): string[] {
  const t = createTranslator(language);
  const contact = [
    org.address?.replaceAll('\n', ', '),
    org.phone === null ? null : shownPhone(org.phone, org.country),
  ].filter(Boolean);
  return [
    contact.length === 0 ? org.name : t('deliveries.footer-from', { org: org.name, contact: contact.join(', ') }),
    t(staff_id === null ? 'deliveries.footer-customer' : 'deliveries.footer-staff', { org: org.name }),
    ...(org.email !== null && staff_id === null ? [t('deliveries.footer-reply', { org: org.name })] : []),
  ];
}

const PREVIEW_MAX = 140;
const ANY_SECRET = new Set(Object.values(SECRET_TAGS).flat());

/** The longest paragraph: what it is about. Shown on locked screens, so never one with a link or code in it. */
function previewOf(blocks: readonly Block[], values: MergeValues): string {
  const open = blocks.filter(
    (block) => block.kind === 'text' && !tagsIn(block.text).some((name) => ANY_SECRET.has(name)),
  );
  const lead = open.toSorted((one, other) => other.text.length - one.text.length)[0];
  if (lead === undefined) return '';
  const text = textOf([lead], values);
  return text.length <= PREVIEW_MAX ? text : `${text.slice(0, PREVIEW_MAX).replace(/\s+\S*$/u, '')}…`;
}
