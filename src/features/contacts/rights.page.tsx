import { paths } from '../../kernel/paths.ts';
import { effective } from '../../kernel/permissions.ts';
import { BackLink, Banner, ButtonLink, OfficeHead, OfficeShell, usePage, type OfficeFrame } from '../../ui/index.ts';
import { LayersTable } from '../permissions/index.ts';
import type { Contact, CustomerOfContact } from './contact.ts';
import { layerHrefs, nameOf } from './portal-access.page.tsx';

/** What a contact may do in every area, what each layer says about it, and which one decided. */
export function ContactRightsPage({
  frame,
  customer,
  contact,
  orgPermissions,
  mayManage,
}: {
  frame: OfficeFrame;
  customer: CustomerOfContact;
  contact: Contact;
  orgPermissions: unknown;
  mayManage: boolean;
}) {
  const { t } = usePage();
  const name = nameOf(contact, t);
  const title = t('rights.layers-title', { name });
  const layers = { org: orgPermissions, customer: customer.permissions, contact: contact.permissions };
  return (
    <OfficeShell title={title} frame={frame}>
      <p>
        <BackLink href={paths.office.contact(customer.number, contact.id)} label={name} />
      </p>
      <OfficeHead
        title={title}
        actions={
          mayManage && (
            <ButtonLink icon="pencil" href={paths.office.contactPart(customer.number, contact.id, 'permissions')}>
              {t('contacts.may-change')}
            </ButtonLink>
          )
        }
      />
      {effective('portal', layers).choice === 'no' && (
        <Banner tone="warn">{t('rights.layers-closed-text', { name })}</Banner>
      )}
      <p class="soft">{t('rights.layers-text')}</p>
      <LayersTable label={title} layers={layers} hrefs={layerHrefs(customer.number, contact.id, mayManage)} />
    </OfficeShell>
  );
}
