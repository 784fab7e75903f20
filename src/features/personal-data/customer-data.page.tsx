import { paths, withQuery } from '../../kernel/paths.ts';
import {
  BackLink,
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Confirm,
  DangerZone,
  Empty,
  GoLink,
  Grid,
  Lines,
  OfficeHead,
  OfficeShell,
  Panel,
  Stack,
  TextField,
  Time,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { isWordKey, type Translate } from '../../words/index.ts';
import type { EraseRefusal } from './views.ts';
import type { ErasureListed, RequestShown } from './views.ts';
import { RequestState } from './request-state.tsx';

export interface CustomerDataProps {
  readonly frame: OfficeFrame;
  readonly customer: { readonly number: string; readonly name: string; readonly isErased: boolean };
  /** The one person it is about; null for the customer whole. */
  readonly contact: { readonly id: string; readonly name: string; readonly isErased: boolean } | null;
  readonly contacts: readonly { readonly id: string; readonly name: string }[];
  readonly requests: readonly RequestShown[];
  readonly erasures: readonly ErasureListed[];
  readonly refusal: EraseRefusal;
  readonly mayErase: boolean;
}

/** What is held of a customer or of one person: a copy of it, and the end of it. */
export function CustomerDataPage(props: CustomerDataProps) {
  const { t } = usePage();
  const { frame, customer, contact, contacts, requests, erasures } = props;
  const about = contact?.name ?? customer.name;
  return (
    <OfficeShell title={t('personal.title', { name: about })} frame={frame}>
      <BackLink href={paths.office.customer(customer.number)} label={customer.name} />
      <OfficeHead
        title={t('personal.title', { name: about })}
        meta={<span class="soft small">{t(contact === null ? 'personal.lead' : 'personal.lead-contact')}</span>}
      />
      <Stack gap={24}>
        {(contact ?? customer).isErased && (
          <Banner tone="info" icon="info">
            {t('personal.is-erased')}
          </Banner>
        )}
        <Panel id="copy" title={t('personal.copy')}>
          <Stack>
            <p>{t('personal.copy-text')}</p>
            <ButtonForm
              action={paths.office.customerData(customer.number, 'copies')}
              fields={contact === null ? {} : { contact: contact.id }}
            >
              <Button icon="download">{t('personal.copy-make')}</Button>
            </ButtonForm>
            <Requests requests={requests} />
          </Stack>
        </Panel>
        {contact === null && contacts.length > 0 && (
          <Panel id="people" title={t('personal.one-person')}>
            <Stack>
              <p>{t('personal.one-person-text')}</p>
              <Lines boxed>
                {contacts.map(({ id, name }) => (
                  <li key={id}>
                    <GoLink
                      href={withQuery(paths.office.customerData(customer.number), { contact: id })}
                      icon="circle-user"
                      title={name}
                    />
                  </li>
                ))}
              </Lines>
            </Stack>
          </Panel>
        )}
        <EraseZone {...props} />
        <Erasures erasures={erasures} />
      </Stack>
    </OfficeShell>
  );
}

function EraseZone({ customer, contact, refusal, mayErase }: CustomerDataProps) {
  const { t } = usePage();
  if ((contact ?? customer).isErased) return null;
  const href = withQuery(paths.office.customerData(customer.number, 'erasure'), { contact: contact?.id });
  const text = refusal !== null ? t(refusal) : t(mayErase ? 'personal.erase-text' : 'personal.erase-owners');
  return (
    <DangerZone
      id="erase"
      title={t('personal.erase')}
      items={[
        {
          title: t(contact === null ? 'personal.erase-customer' : 'personal.erase-contact'),
          text,
          action: mayErase && refusal === null && (
            <ButtonLink kind="danger" href={href}>
              {t('personal.erase-begin')}
            </ButtonLink>
          ),
        },
      ]}
    />
  );
}

/** Copies and wishes, newest first, each with what can be done about it. */
export function Requests({ requests }: { requests: readonly RequestShown[] }) {
  const { t } = usePage();
  if (requests.length === 0) return null;
  return (
    <Grid
      label={t('personal.requests')}
      rows={requests}
      rowKey={(row) => row.id}
      columns={[
        {
          id: 'what',
          title: t('personal.column-what'),
          heads: true,
          cell: (row) => `${t(row.kind === 'copy' ? 'personal.kind-copy' : 'personal.kind-erasure')}: ${personOf(row)}`,
        },
        { id: 'when', title: t('personal.column-when'), kind: 'num', cell: (row) => <Time at={row.asked_at} /> },
        { id: 'state', title: t('personal.column-state'), cell: (row) => <RequestState state={row.state} /> },
        { id: 'do', title: t('personal.column-do'), cell: (row) => <RequestDeeds request={row} /> },
      ]}
    />
  );
}

function personOf(row: RequestShown): string {
  return [row.first_name, row.last_name].filter(Boolean).join(' ') || row.email || row.customer_name;
}

function RequestDeeds({ request: { id, kind, state, customer_number, contact_id } }: { request: RequestShown }) {
  const { t } = usePage();
  if (state === 'ready')
    return (
      <a href={paths.office.dataRequestPart(id, 'file')} download>
        {t('personal.fetch')}
      </a>
    );
  if (state !== 'asked' && state !== 'failed') return null;
  const erasureHref = withQuery(paths.office.customerData(customer_number), { contact: contact_id ?? undefined });
  return (
    <div class="row g8">
      {kind === 'copy' ? (
        <ButtonForm action={paths.office.dataRequestPart(id, 'grant')}>
          <Button>{t('personal.grant')}</Button>
        </ButtonForm>
      ) : (
        <ButtonLink href={erasureHref}>{t('personal.look')}</ButtonLink>
      )}
      <ButtonForm action={paths.office.dataRequestPart(id, 'refusal')}>
        <Button>{t('personal.refuse')}</Button>
      </ButtonForm>
    </div>
  );
}

export function Erasures({ erasures }: { erasures: readonly ErasureListed[] }) {
  const { t } = usePage();
  if (erasures.length === 0) return null;
  return (
    <Panel id="erasures" title={t('personal.erasures')}>
      <ul class="plain">
        {erasures.map((erasure) => (
          <li key={erasure.id}>
            <a href={paths.office.erasure(erasure.id)}>
              {t(erasure.contact_id === null ? 'personal.receipt-customer' : 'personal.receipt-contact', {
                number: erasure.customer_number,
              })}
            </a>{' '}
            <span class="soft">
              <Time at={erasure.erased_at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Asks for the customer's number once more: an erasure has no undo. */
export function ErasePage({
  frame,
  customer,
  contact,
  typed,
  problems,
}: Pick<CustomerDataProps, 'frame' | 'customer' | 'contact'> & {
  typed: string;
  problems: readonly FieldProblem[];
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={t('personal.erase')} frame={frame}>
      <Confirm
        title={t('personal.erase-question', { name: contact?.name ?? customer.name })}
        text={t(contact === null ? 'personal.erase-what' : 'personal.erase-what-contact')}
        action={paths.office.customerData(customer.number, 'erasure')}
        deed={t('personal.erase-deed')}
        backHref={withQuery(paths.office.customerData(customer.number), { contact: contact?.id })}
        fields={contact === null ? {} : { contact: contact.id }}
      >
        <TextField
          name="number"
          label={t('personal.erase-number', { number: customer.number })}
          value={typed}
          error={problems.find(({ field }) => field === 'number')?.text}
          maxLength={32}
          autocomplete="off"
        />
      </Confirm>
    </OfficeShell>
  );
}

/** Every copy and erasure that waits, and what was erased lately. */
export function DataRequestsPage({
  frame,
  requests,
  erasures,
}: {
  frame: OfficeFrame;
  requests: readonly RequestShown[];
  erasures: readonly ErasureListed[];
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={t('personal.list-title')} frame={frame}>
      <BackLink href={paths.office.settingsPage('retention')} label={t('settings.retention-title')} />
      <OfficeHead title={t('personal.list-title')} meta={<span class="soft small">{t('personal.list-lead')}</span>} />
      <Stack gap={24}>
        <h2 class="vh">{t('personal.requests')}</h2>
        {requests.length === 0 ? (
          <Empty icon="inbox" title={t('personal.list-empty')} text={t('personal.list-empty-text')} />
        ) : (
          <Requests requests={requests} />
        )}
        <Erasures erasures={erasures} />
      </Stack>
    </OfficeShell>
  );
}

/** A table by its name in words. */
export function tableWord(t: Translate, table: string): string {
  const key = `personal.table-${table}`;
  return isWordKey(key) ? t(key) : table;
}
