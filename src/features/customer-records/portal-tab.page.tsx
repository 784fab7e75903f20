import { paths } from '../../kernel/paths.ts';
import { Button, ButtonForm, Columns, Empty, History, Section, usePage } from '../../ui/index.ts';
import { eventWords, type HistoryEntry } from '../audit/index.ts';
import { AccessPanel, MayPanel, type PortalAccessData } from '../contacts/index.ts';
import type { Customer } from '../customers/index.ts';
import { DetailChanges, type DetailChange } from '../detail-history/index.ts';
import { WaitingChanges, type WaitingChange } from '../details/index.ts';
import { LinkPanel, type LinkShown } from '../links/index.ts';

/** How the main contact gets in, what they may do, and what happened. */
export function PortalTab({
  customer,
  access,
  wholeLink,
  history,
  changes,
  waiting,
  back,
  mayWrite,
  mayManage,
}: {
  customer: Customer;
  access: PortalAccessData | null;
  wholeLink: LinkShown | null;
  history: readonly HistoryEntry[];
  changes: readonly DetailChange[];
  waiting: readonly WaitingChange[];
  back: string;
  mayWrite: boolean;
  mayManage: boolean;
}) {
  const { t } = usePage();
  return (
    <>
      <WaitingChanges number={customer.number} changes={waiting} back={back} mayWrite={mayWrite} />
      <Columns kind="even">
        {access === null ? (
          <Empty icon="user" title={t('customers.tab-contacts')} text={t('customers.nobody')} />
        ) : (
          <AccessPanel {...access} />
        )}
        <div class="stack g24">
          {access !== null && <MayPanel {...access} />}
          {mayManage && (
            <p class="small">
              <a href={paths.office.customerPart(customer.number, 'permissions')}>{t('customers.may-change')}</a>
            </p>
          )}
          <details class="whole-link" open={wholeLink !== null && wholeLink.state !== 'disabled'}>
            <summary>{t('customers.whole-link')}</summary>
            <div class="stack">
              <p class="small soft">{t('customers.whole-link-text')}</p>
              <LinkPanel
                kind="customer"
                subjectId={customer.id}
                link={wholeLink}
                owner={customer.name}
                reach={access?.contact ?? { email: null, phone: null }}
                back={back}
                mayWrite={mayWrite}
              />
            </div>
          </details>
        </div>
      </Columns>
      <DetailChanges changes={changes} />
      <CustomerHistory history={history} />
      {mayWrite && customer.archived_at === null && <Archiving number={customer.number} />}
    </>
  );
}

function CustomerHistory({ history }: { history: readonly HistoryEntry[] }) {
  const { t } = usePage();
  return (
    <Section id="history" title={t('customers.history')}>
      {history.length === 0 ? (
        <p class="soft small">{t('customers.history-empty')}</p>
      ) : (
        <History of={history.map((entry) => ({ id: entry.id, at: entry.at, text: eventWords(entry, t) }))} />
      )}
    </Section>
  );
}

function Archiving({ number }: { number: string }) {
  const { t } = usePage();
  return (
    <div class="row g8">
      <ButtonForm action={paths.office.customerPart(number, 'archiving')}>
        <Button icon="ban" describedBy="archive-text">
          {t('customers.archive')}
        </Button>
      </ButtonForm>
      <span class="small soft" id="archive-text">
        {t('customers.archive-text')}
      </span>
    </div>
  );
}
