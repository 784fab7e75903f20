import { paths } from '../../kernel/paths.ts';
import { usePage } from '../../ui/context.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Answer, Card, Section } from '../../ui/layout.tsx';
import { Lines } from '../../ui/lists.tsx';
import { PhoneLink } from '../../ui/org.tsx';
import { Avatar } from '../../ui/people.tsx';
import { PortalShell, type NavItem } from '../../ui/portal-shell.tsx';
import { Words } from '../../ui/words.tsx';
import type { OrgRow } from '../access/index.ts';

export interface DetailsPageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly customer: {
    readonly number: string;
    readonly name: string;
    readonly address: readonly string[];
    readonly billing: readonly string[];
    readonly vat_id: string | null;
    /** In words. */
    readonly language: string;
  };
  readonly contacts: readonly {
    readonly id: string;
    readonly name: string;
    readonly position: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly is_main: boolean;
  }[];
}

/** What the org has on file about a customer, and how to have it changed. */
export function DetailsPage({ org, places, customer, contacts }: DetailsPageProps) {
  const { t } = usePage();
  return (
    <PortalShell title={t('portal.details-title')} places={places}>
      <Answer
        back={{ href: paths.portal.more(org.slug), label: t('access.place-more') }}
        title={t('portal.details-title')}
        text={<HowToChange org={org} />}
      />
      <Section id="customer" title={customer.name}>
        <Facts
          of={[
            { label: t('portal.details-number'), value: customer.number, num: true },
            { label: t('portal.details-address'), value: <Address of={customer.address} /> },
            { label: t('portal.details-billing'), value: <Billing of={customer.billing} /> },
            customer.vat_id !== null && { label: t('portal.details-vat'), value: customer.vat_id },
            { label: t('portal.details-language'), value: customer.language },
          ]}
        />
      </Section>
      {contacts.length > 0 && (
        <Section id="people" title={t('portal.details-people')}>
          <Card flush>
            <Lines boxed>
              {contacts.map((contact) => (
                <li key={contact.id}>
                  <Person {...contact} />
                </li>
              ))}
            </Lines>
          </Card>
        </Section>
      )}
    </PortalShell>
  );
}

function HowToChange({ org }: { org: OrgRow }) {
  const { t, org: view } = usePage();
  const phone = view?.phone;
  if (phone !== undefined) return <Words of="portal.details-ring" with={{ phone: <PhoneLink phone={phone} /> }} />;
  if (view?.email !== undefined)
    return <Words of="portal.details-write" with={{ email: <a href={`mailto:${view.email}`}>{view.email}</a> }} />;
  return <>{t('portal.details-tell', { org: org.name })}</>;
}

function Address({ of }: { of: readonly string[] }) {
  const { t } = usePage();
  if (of.length === 0) return <span class="soft">{t('portal.details-none')}</span>;
  return (
    <>
      {of.map((line, at) => (
        <span key={at} class="block">
          {line}
        </span>
      ))}
    </>
  );
}

function Billing({ of }: { of: readonly string[] }) {
  const { t } = usePage();
  return of.length === 0 ? <>{t('portal.details-billing-same')}</> : <Address of={of} />;
}

function Person({ name, position, email, phone, is_main }: DetailsPageProps['contacts'][number]) {
  const { t } = usePage();
  const role = [position, is_main ? t('portal.details-main') : null].filter((part) => part !== null).join(', ');
  return (
    <div class="go">
      <Avatar name={name} />
      <span class="grow">
        <b>{name}</b>
        {role !== '' && <span class="mid soft block">{role}</span>}
        {email !== null && <span class="mid block">{email}</span>}
        {phone !== null && <span class="mid block">{phone}</span>}
      </span>
    </div>
  );
}
