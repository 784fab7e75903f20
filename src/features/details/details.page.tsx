import { paths } from '../../kernel/paths.ts';
import {
  Answer,
  Avatar,
  Banner,
  Button,
  ButtonForm,
  ButtonLink,
  Card,
  Facts,
  Lines,
  PhoneLink,
  PortalShell,
  Section,
  Time,
  usePage,
  Words,
  type NavItem,
} from '../../ui/index.ts';
import type { OrgRow } from '../sessions/index.ts';

/** A new address of the visitor's that waits to be confirmed. */
interface Waiting {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly address: string;
  readonly until: Temporal.Instant;
}

export interface DetailsPageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  /** Whether the visitor may change what is shown. */
  readonly edits: boolean;
  /** The person who sits there; null when a link names nobody. */
  readonly ownId: string | null;
  readonly waiting: readonly Waiting[];
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

/** What the org has on file about a customer, to change or with whom to have it changed. */
export function DetailsPage({ org, places, edits, ownId, waiting, customer, contacts }: DetailsPageProps) {
  const { t } = usePage();
  return (
    <PortalShell title={t('portal.details-title')} places={places}>
      <Answer
        back={{ href: paths.portal.more(org.slug), label: t('access.place-more') }}
        title={t('portal.details-title')}
        text={edits ? t('details.text') : <HowToChange org={org} />}
      />
      <WaitingList slug={org.slug} waiting={waiting} />
      <Section
        id="customer"
        title={customer.name}
        aside={edits && <Change slug={org.slug} part="address" label={t('details.change-address')} />}
      >
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
                  {edits && contact.id === ownId && <OwnLinks slug={org.slug} />}
                </li>
              ))}
            </Lines>
          </Card>
        </Section>
      )}
    </PortalShell>
  );
}

function Change({ slug, part, label }: { slug: string; part: string; label: string }) {
  return (
    <ButtonLink icon="pencil" href={paths.portal.detailsPart(slug, part)}>
      {label}
    </ButtonLink>
  );
}

function OwnLinks({ slug }: { slug: string }) {
  const { t } = usePage();
  return (
    <div class="row g8">
      <Change slug={slug} part="you" label={t('details.change-you')} />
      <Change slug={slug} part="email" label={t('details.change-email')} />
      <Change slug={slug} part="phone" label={t('details.change-phone')} />
    </div>
  );
}

function WaitingList({ slug, waiting }: { slug: string; waiting: readonly Waiting[] }) {
  const { t } = usePage();
  return (
    <>
      {waiting.map(({ id, channel, address, until }) => (
        <Banner key={id}>
          <p>
            <Words
              of={channel === 'email' ? 'details.waiting-email' : 'details.waiting-phone'}
              with={{ address: <b>{address}</b>, until: <Time at={until} /> }}
            />
          </p>
          <div class="row g8">
            {channel === 'sms' && (
              <ButtonLink href={paths.portal.detailsPart(slug, 'phone-code')}>{t('details.code-enter')}</ButtonLink>
            )}
            <ButtonForm action={paths.portal.reachChange(slug, id)}>
              <Button>{t('details.give-up')}</Button>
            </ButtonForm>
          </div>
        </Banner>
      ))}
    </>
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
