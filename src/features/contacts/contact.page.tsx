import { paths } from '../../kernel/paths.ts';
import { effective } from '../../kernel/permissions.ts';
import {
  Avatar,
  BackLink,
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Chip,
  Choice,
  Columns,
  DateField,
  Day,
  ErrorSummary,
  FactGrid,
  Form,
  History,
  OfficeHead,
  OfficeShell,
  Panel,
  problemOf,
  Savebar,
  Section,
  Time,
  usePage,
  Words,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { eventWords, type HistoryEntry } from '../audit/index.ts';
import { DetailChanges, type DetailChange } from '../detail-history/index.ts';
import { WaitingChanges, type WaitingChange } from '../details/index.ts';
import { LoginPanel, type LoginShown } from '../logins/index.ts';
import { WaysInPanel, type WaysIn } from '../ways-in/index.ts';
import { ChoiceFields } from '../permissions/index.ts';
import type { Contact, CustomerOfContact } from './contact.ts';
import { AccessPanel, MayPanel, nameOf, type PortalAccessData } from './portal-access.page.tsx';

export interface SiteChoice {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly chosen: boolean;
}

export interface ContactPageProps extends PortalAccessData {
  readonly frame: OfficeFrame;
  readonly sites: readonly SiteChoice[];
  readonly login: LoginShown | null;
  readonly waysIn: WaysIn;
  readonly history: readonly HistoryEntry[];
  /** Details that were changed, and new addresses that wait to be confirmed. */
  readonly changes: readonly DetailChange[];
  readonly waiting: readonly WaitingChange[];
  readonly language: string | null;
  readonly phoneShown: string | null;
  readonly problems?: readonly FieldProblem[] | undefined;
  /** The last day as it was typed, when its form comes back. */
  readonly typedEnd?: string | undefined;
  /** Whether the last day of access is over. */
  readonly accessOver: boolean;
}

export function ContactPage(props: ContactPageProps) {
  const { t } = usePage();
  const { frame, customer, contact, history, problems = [] } = props;
  const name = nameOf(contact, t);
  return (
    <OfficeShell title={name} frame={frame}>
      <p>
        <BackLink href={paths.office.contacts(customer.number)} label={customer.name} />
      </p>
      <ContactHead {...props} />
      <ErrorSummary problems={problems} />
      {contact.archived_at !== null && (
        <Banner tone="warn">
          <Words of="contacts.archived-on" with={{ day: <Time at={contact.archived_at} long /> }} />
        </Banner>
      )}
      {props.accessOver && contact.access_ends_on !== null && (
        <Banner tone="warn">
          <Words of="rights.end-over-text" with={{ day: <Day on={contact.access_ends_on} /> }} />
        </Banner>
      )}
      {customer.archived_at !== null && <Banner tone="warn">{t('contacts.customer-archived')}</Banner>}
      <WaitingChanges number={customer.number} changes={props.waiting} back={props.back} mayWrite={props.mayWrite} />
      <FactGrid
        of={[
          { label: t('contacts.position'), value: contact.position ?? t('contacts.none') },
          { label: t('contacts.email'), value: contact.email ?? t('contacts.none') },
          { label: t('contacts.phone'), value: props.phoneShown ?? t('contacts.none'), num: true },
          { label: t('contacts.language'), value: props.language ?? t('contacts.language-customer') },
        ]}
      />
      <Columns kind="even">
        <div class="stack g24">
          <AccessPanel {...props} />
          <LoginPanel customerNumber={customer.number} {...props} />
          <WaysInPanel customerNumber={customer.number} {...props} />
        </div>
        <div class="stack g24">
          <MayPanel {...props} />
          <SitesPanel {...props} />
          <EndPanel {...props} />
        </div>
      </Columns>
      <DetailChanges changes={props.changes} />
      <Section id="history" title={t('contacts.history')}>
        {history.length === 0 ? (
          <p class="soft small">{t('contacts.history-empty')}</p>
        ) : (
          <History of={history.map((entry) => ({ id: entry.id, at: entry.at, text: eventWords(entry, t) }))} />
        )}
      </Section>
    </OfficeShell>
  );
}

function ContactHead({ customer, contact, mayWrite }: ContactPageProps) {
  const { t } = usePage();
  const part = (name: string) => paths.office.contactPart(customer.number, contact.id, name);
  const archived = contact.archived_at !== null;
  return (
    <OfficeHead
      title={nameOf(contact, t)}
      lead={<Avatar name={nameOf(contact, t)} />}
      meta={
        <>
          {contact.is_main && !archived && <Chip icon="user">{t('contacts.main')}</Chip>}
          {archived && <Chip icon="ban">{t('contacts.archived')}</Chip>}
          <span class="soft small">{t('contacts.at', { customer: customer.name, number: customer.number })}</span>
        </>
      }
      actions={
        <>
          {!archived && customer.archived_at === null && (
            <ButtonForm
              action={paths.office.customerPart(customer.number, 'portal-view')}
              fields={{ contact: contact.id }}
            >
              <Button icon="eye">{t('contacts.view-portal')}</Button>
            </ButtonForm>
          )}
          {mayWrite && !archived && !contact.is_main && (
            <>
              <ButtonForm action={part('main')}>
                <Button icon="user">{t('contacts.make-main')}</Button>
              </ButtonForm>
              <ButtonForm action={part('archiving')}>
                <Button icon="ban">{t('contacts.archive')}</Button>
              </ButtonForm>
            </>
          )}
          {mayWrite && archived && (
            <ButtonForm action={part('restoring')}>
              <Button icon="rotate-ccw">{t('contacts.restore')}</Button>
            </ButtonForm>
          )}
          {mayWrite && (
            <ButtonLink kind="main" icon="pencil" href={part('edit')}>
              {t('contacts.edit')}
            </ButtonLink>
          )}
        </>
      }
    />
  );
}

/** Until which day this contact may come in. */
function EndPanel({ customer, contact, mayWrite, accessOver, typedEnd, problems = [] }: ContactPageProps) {
  const { t } = usePage();
  const lastDay = contact.access_ends_on;
  const state = lastDay !== null && (
    <Words of={accessOver ? 'rights.end-over' : 'rights.end-on'} with={{ day: <Day on={lastDay} /> }} />
  );
  return (
    <Panel id="access-end" title={t('rights.end-title')} chips={state && <Chip icon="calendar">{state}</Chip>}>
      {mayWrite ? (
        <Form action={paths.office.contactPart(customer.number, contact.id, 'access-end')} class="stack">
          <DateField
            name="access_ends_on"
            label={t('rights.end-day')}
            hint={t('rights.end-hint')}
            value={typedEnd ?? lastDay ?? undefined}
            error={problemOf(problems, 'access_ends_on')}
          />
          <div>
            <Button>{t('rights.end-save')}</Button>
          </div>
        </Form>
      ) : (
        <p>{state || t('contacts.none')}</p>
      )}
    </Panel>
  );
}

function SitesPanel({ customer, contact, org, sites, mayWrite }: ContactPageProps) {
  const { t } = usePage();
  const name = contact.first_name ?? nameOf(contact, t);
  const { choice } = effective('sites', {
    org: org.permissions,
    customer: customer.permissions,
    contact: contact.permissions,
  });
  const text = {
    all: 'contacts.sites-text-all',
    none: 'contacts.sites-text-none',
    chosen: 'contacts.sites-text',
  } as const;
  return (
    <Panel id="sites" title={t('contacts.sites-title')}>
      {sites.length === 0 ? (
        <p class="soft small">{t('contacts.sites-empty')}</p>
      ) : (
        <Form action={paths.office.contactPart(customer.number, contact.id, 'sites')} class="stack">
          <p class="soft small">{t(text[choice], { name })}</p>
          <fieldset class="stack g4">
            <legend class="vh">{t('contacts.sites-legend', { name })}</legend>
            {sites.map((site, at) => (
              <Choice
                key={site.id}
                name="site"
                id={at === 0 ? 'f-site' : `f-site-${at}`}
                value={site.id}
                checked={site.chosen}
                disabled={!mayWrite}
                label={site.place === '' || site.place === site.name ? site.name : `${site.name}, ${site.place}`}
              />
            ))}
          </fieldset>
          {mayWrite && (
            <div>
              <Button>{t('contacts.sites-save')}</Button>
            </div>
          )}
        </Form>
      )}
    </Panel>
  );
}

export interface ContactPermissionsPageProps {
  readonly frame: OfficeFrame;
  readonly customer: CustomerOfContact;
  readonly contact: Contact;
  readonly orgPermissions: unknown;
  readonly typed?: Readonly<Record<string, string>> | undefined;
  readonly problems?: readonly FieldProblem[] | undefined;
}

export function ContactPermissionsPage(props: ContactPermissionsPageProps) {
  const { t } = usePage();
  const { frame, customer, contact, orgPermissions, typed, problems = [] } = props;
  const title = t('contacts.may-page', { name: nameOf(contact, t) });
  const layers = { org: orgPermissions, customer: customer.permissions, contact: contact.permissions };
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} />
      <ErrorSummary problems={problems} />
      <p class="soft small">{t('contacts.may-text')}</p>
      <Columns kind="form">
        <Form action={paths.office.contactPart(customer.number, contact.id, 'permissions')} class="stack g24">
          <ChoiceFields layer="contact" layers={layers} typed={typed} />
          <Savebar cancel={paths.office.contact(customer.number, contact.id)} text={t('rights.preview-note')}>
            <Button kind="main">{t('rights.preview')}</Button>
          </Savebar>
        </Form>
      </Columns>
    </OfficeShell>
  );
}
