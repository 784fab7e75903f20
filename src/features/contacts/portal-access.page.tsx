import { paths } from '../../kernel/paths.ts';
import { effective } from '../../kernel/permissions.ts';
import { Banner, Button, ButtonForm, Facts, Panel, Time, usePage, Words, type Translate } from '../../ui/index.ts';
import { LinkPanel } from '../links/index.ts';
import { EffectiveTable, type LayerHrefs } from '../permissions/index.ts';
import { contactName, type Access, type Contact, type CustomerOfContact } from './contact.ts';

export interface PortalAccessData {
  readonly customer: CustomerOfContact;
  readonly contact: Contact;
  readonly access: Access;
  /** The org's choices and whether its portal is open at all. */
  readonly org: { readonly permissions: unknown; readonly portal_open: boolean; readonly passwords_on: boolean };
  readonly mayWrite: boolean;
  readonly mayManage: boolean;
  /** The page to come back to. */
  readonly back: string;
}

export function nameOf(contact: Contact, t: Translate): string {
  return contactName(contact) ?? t('contacts.unnamed');
}

/** How a contact gets in: the link, the PIN, when they were last there. */
export function AccessPanel(data: PortalAccessData) {
  const { t } = usePage();
  const { customer, contact, access, back, mayWrite } = data;
  return (
    <LinkPanel
      kind="contact"
      subjectId={contact.id}
      link={access.link}
      owner={contact.first_name ?? nameOf(contact, t)}
      reach={contact}
      editHref={mayWrite ? paths.office.contactPart(customer.number, contact.id, 'edit') : undefined}
      back={back}
      mayWrite={mayWrite}
      warnings={warnings(data, t)}
    >
      <PinFacts {...data} />
    </LinkPanel>
  );
}

function warnings({ customer, contact, org }: PortalAccessData, t: Translate): readonly string[] {
  if (contact.archived_at !== null || customer.archived_at !== null) return [t('sharing.archived')];
  const { choice } = effective('portal', {
    org: org.permissions,
    customer: customer.permissions,
    contact: contact.permissions,
  });
  return [
    ...(org.portal_open ? [] : [t('sharing.portal-closed')]),
    ...(choice === 'no' ? [t('sharing.portal-no', { owner: nameOf(contact, t) })] : []),
  ];
}

function PinFacts({ customer, contact, access, mayWrite }: PortalAccessData) {
  const { t } = usePage();
  const { pin } = access;
  const reachable = contact.email !== null || contact.phone !== null;
  return (
    <>
      <Facts
        of={[
          {
            label: t('contacts.pin'),
            value:
              pin === null ? (
                t('contacts.pin-none')
              ) : (
                <Words
                  of={pin.setBy === 'staff' ? 'contacts.pin-set-staff' : 'contacts.pin-set-contact'}
                  with={{ day: <Time at={pin.setAt} long /> }}
                />
              ),
          },
          {
            label: t('contacts.seen'),
            value: access.lastSeenAt === null ? t('contacts.seen-never') : <Time at={access.lastSeenAt} relative />,
          },
          { label: t('contacts.sessions'), value: access.openSessions, num: true },
        ]}
      />
      {pin?.blocked === true && <Banner tone="warn">{t('contacts.pin-blocked')}</Banner>}
      {mayWrite && reachable && contact.archived_at === null && (
        <div class="row g8">
          <ButtonForm action={paths.office.contactPart(customer.number, contact.id, 'pin')}>
            <Button icon="key-round" describedBy="pin-text">
              {t(pin === null ? 'contacts.pin-make' : 'contacts.pin-reset')}
            </Button>
          </ButtonForm>
          <span class="small soft" id="pin-text">
            {t('contacts.pin-text')}
          </span>
        </div>
      )}
      {mayWrite && !reachable && <p class="small soft">{t('contacts.pin-no-address')}</p>}
    </>
  );
}

/** Where each layer of a contact's rights is changed, for those who may. */
export function layerHrefs(number: string, contactId: string, mayManage: boolean): LayerHrefs {
  if (!mayManage) return {};
  return {
    org: `${paths.office.settingsPage('access')}#permissions`,
    customer: paths.office.customerPart(number, 'permissions'),
    contact: paths.office.contactPart(number, contactId, 'permissions'),
  };
}

/** What the contact may do and who decided it. */
export function MayPanel({ customer, contact, org, mayManage }: PortalAccessData) {
  const { t } = usePage();
  return (
    <Panel
      id="may"
      title={t('contacts.may-title', { name: contact.first_name ?? nameOf(contact, t) })}
      aside={
        mayManage && (
          <a href={paths.office.contactPart(customer.number, contact.id, 'permissions')}>{t('contacts.may-change')}</a>
        )
      }
    >
      <EffectiveTable
        layers={{ org: org.permissions, customer: customer.permissions, contact: contact.permissions }}
        hrefs={layerHrefs(customer.number, contact.id, mayManage)}
      />
      <p class="small">
        <a href={paths.office.contactPart(customer.number, contact.id, 'rights')}>{t('rights.layers-link')}</a>
      </p>
    </Panel>
  );
}
