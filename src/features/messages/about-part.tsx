import type { VNode } from 'preact';
import type { Tx } from '../../platform/db/index.ts';
import { portalMay } from '../sessions/index.ts';
import type { PortalVisit } from '../access/index.ts';
import { AboutSection } from './about-section.page.tsx';
import { threadsAbout } from './visible-threads.ts';

/** The messages about one job or invoice, for its page: those there are, and a way to ask. */
export function messagesAbout(kind: 'job' | 'invoice') {
  return async (tx: Tx, { actor, org }: PortalVisit, number: string): Promise<VNode | null> => {
    if (!portalMay(actor, 'messages')) return null;
    const threads = await threadsAbout(tx, actor, { kind, number });
    return <AboutSection org={org} threads={threads} about={`${kind}:${number}`} mayWrite={actor.viewedBy === null} />;
  };
}
