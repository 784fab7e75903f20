import { paths, withQuery } from '../../kernel/paths.ts';
import { ButtonLink, Card, Lines, Section, usePage } from '../../ui/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import { ThreadLink } from './portal-threads.page.tsx';
import type { VisibleThread } from './visible-threads.ts';

interface AboutSectionProps {
  readonly org: OrgRow;
  readonly threads: readonly VisibleThread[];
  readonly about: string;
  readonly mayWrite: boolean;
}

/** The messages about one thing on its page, and a way to ask. */
export function AboutSection({ org, threads, about, mayWrite }: AboutSectionProps) {
  const { t } = usePage();
  if (threads.length === 0 && !mayWrite) return null;
  return (
    <Section id="messages" title={t('messages.title')}>
      <div class="stack g12">
        {threads.length === 0 ? (
          <p class="mid soft">{t('messages.about-none')}</p>
        ) : (
          <Card flush>
            <Lines boxed>
              {threads.map((thread) => (
                <li key={thread.id}>
                  <ThreadLink org={org} thread={thread} />
                </li>
              ))}
            </Lines>
          </Card>
        )}
        {mayWrite && (
          <div class="row noprint">
            <ButtonLink
              icon="message-circle-question-mark"
              href={withQuery(paths.portal.newThread(org.slug), { about })}
            >
              {t('messages.ask')}
            </ButtonLink>
          </div>
        )}
      </div>
    </Section>
  );
}
