import { paths } from '../../kernel/paths.ts';
import {
  ButtonLink,
  Columns,
  Empty,
  OfficeHead,
  OfficeShell,
  Panel,
  SearchBox,
  Stack,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { Topic } from './topics.ts';

/** How the office works: one short text for each of its ideas, narrowed by a word. */
export function HelpPage({ frame, typed, topics }: { frame: OfficeFrame; typed: string; topics: readonly Topic[] }) {
  const { t } = usePage();
  return (
    <OfficeShell title={t('help.title')} frame={frame}>
      <OfficeHead title={t('help.title')} meta={<span class="soft small">{t('help.text')}</span>} />
      <Columns kind="form">
        <Stack gap={12}>
          <SearchBox id="help-find" action={paths.office.help} label={t('help.find')} value={typed} />
          {topics.length === 0 && (
            <Empty icon="search-x" title={t('help.none', { typed })} text={t('help.none-text')}>
              <ButtonLink href={paths.office.help}>{t('help.all')}</ButtonLink>
            </Empty>
          )}
          {topics.map((topic) => (
            <Panel key={topic} id={`about-${topic}`} title={t(`help.${topic}-title`)}>
              <p>{t(`help.${topic}-text-long`)}</p>
            </Panel>
          ))}
        </Stack>
      </Columns>
    </OfficeShell>
  );
}
