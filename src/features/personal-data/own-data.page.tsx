import { paths } from '../../kernel/paths.ts';
import {
  Answer,
  Button,
  ButtonForm,
  Card,
  Lines,
  PortalShell,
  Section,
  Stack,
  Time,
  usePage,
  type NavItem,
} from '../../ui/index.ts';
import type { OwnRequest } from './views.ts';
import { RequestState } from './request-state.tsx';

/** What a person may ask about what is held of it, and what became of it. */
export function OwnDataPage({
  slug,
  places,
  requests,
  now,
}: {
  slug: string;
  places: readonly NavItem[];
  requests: readonly OwnRequest[];
  now: Temporal.Instant;
}) {
  const { t } = usePage();
  const waits = (kind: string) => requests.some((one) => one.kind === kind && ['asked', 'making'].includes(one.state));
  return (
    <PortalShell title={t('personal.own-title')} places={places}>
      <Answer
        back={{ href: paths.portal.details(slug), label: t('portal.details-title') }}
        title={t('personal.own-title')}
        text={t('personal.own-text')}
      />
      {requests.length > 0 && (
        <Section id="asked" title={t('personal.own-asked')}>
          <Card flush>
            <Lines boxed>
              {requests.map((request) => (
                <li key={request.id}>
                  <div class="row between">
                    <span>
                      {t(request.kind === 'copy' ? 'personal.kind-copy' : 'personal.kind-erasure')}{' '}
                      <span class="soft">
                        <Time at={request.asked_at} />
                      </span>
                    </span>
                    {isFetchable(request, now) ? (
                      <a href={paths.portal.dataFile(slug, request.id)} download>
                        {t('personal.fetch')}
                      </a>
                    ) : (
                      <RequestState state={request.state} />
                    )}
                  </div>
                </li>
              ))}
            </Lines>
          </Card>
        </Section>
      )}
      <Section id="copy" title={t('personal.own-copy')}>
        <Stack gap={12}>
          <p>{t(waits('copy') ? 'personal.own-waits' : 'personal.own-copy-text')}</p>
          {!waits('copy') && (
            <ButtonForm action={paths.portal.dataRequests(slug)} fields={{ kind: 'copy' }}>
              <Button kind="main">{t('personal.own-copy-ask')}</Button>
            </ButtonForm>
          )}
        </Stack>
      </Section>
      <Section id="erase" title={t('personal.own-erase')}>
        <Stack gap={12}>
          <p>{t(waits('erasure') ? 'personal.own-waits' : 'personal.own-erase-text')}</p>
          {!waits('erasure') && (
            <ButtonForm action={paths.portal.dataRequests(slug)} fields={{ kind: 'erasure' }}>
              <Button>{t('personal.own-erase-ask')}</Button>
            </ButtonForm>
          )}
        </Stack>
      </Section>
    </PortalShell>
  );
}

function isFetchable({ state, expires_at }: OwnRequest, now: Temporal.Instant): boolean {
  return state === 'ready' && expires_at !== null && Temporal.Instant.compare(expires_at, now) > 0;
}
