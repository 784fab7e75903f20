import { paths } from '../../kernel/paths.ts';
import {
  BackLink,
  Button,
  ButtonForm,
  ButtonLink,
  Facts,
  LiveRegion,
  OfficeHead,
  OfficeShell,
  Panel,
  Time,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import { progressOf, UNDO_DAYS, type Grant, type Tally } from './grant.ts';
import { grantWords, stateWord } from './grants.page.tsx';

/** How far one choice for many is, what came of it, and the way back. */
export function GrantPage({
  frame,
  grant,
  tally,
  mayUndo,
}: {
  frame: OfficeFrame;
  grant: Grant;
  tally: Tally;
  mayUndo: boolean;
}) {
  const { t } = usePage();
  const title = grantWords(grant, t);
  const isUnderWay = grant.state === 'running' || grant.state === 'undoing';
  const states = ['changed', 'same', 'gone', 'waiting', 'undone', 'left'] as const;
  const told = (
    <Panel id="tally" title={t('grants.tally', { count: grant.total })}>
      <div class="stack">
        <Facts
          of={[
            { label: t('grants.column-state'), value: stateWord(grant, t) },
            ...states
              .filter((state) => (tally[state] ?? 0) > 0)
              .map((state) => ({ label: t(`grants.tally-${state}`), value: tally[state] ?? 0, num: true })),
            { label: t('grants.column-when'), value: <Time at={grant.asked_at} long /> },
          ]}
        />
        {isUnderWay && (
          <>
            <p>{t('grants.under-way')}</p>
            <p>
              <ButtonLink href={paths.office.grant(grant.id)}>{t('grants.look-again')}</ButtonLink>
            </p>
          </>
        )}
        {mayUndo && (
          <>
            <p class="soft">{t('grants.undo-text', { days: UNDO_DAYS })}</p>
            <ButtonForm action={`${paths.office.grant(grant.id)}/undoing`}>
              <Button icon="rotate-ccw">{t('grants.undo')}</Button>
            </ButtonForm>
          </>
        )}
      </div>
    </Panel>
  );
  return (
    <OfficeShell title={title} frame={frame}>
      <p>
        <BackLink href={paths.office.grants} label={t('grants.title')} />
      </p>
      <OfficeHead title={title} />
      {isUnderWay ? (
        <LiveRegion id="grant" stream={paths.office.grantLive(grant.id, progressOf(grant, tally))}>
          {told}
        </LiveRegion>
      ) : (
        told
      )}
    </OfficeShell>
  );
}
