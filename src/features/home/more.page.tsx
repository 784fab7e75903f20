import { townLine } from '../../kernel/address.ts';
import { paths } from '../../kernel/paths.ts';
import { Button } from '../../ui/button.tsx';
import { usePage } from '../../ui/context.tsx';
import { Form } from '../../ui/form.tsx';
import { Card, Section } from '../../ui/layout.tsx';
import { GoLink, Lines } from '../../ui/lists.tsx';
import { PortalShell, type NavItem } from '../../ui/portal-shell.tsx';
import type { Translate } from '../../words/index.ts';
import type { OrgRow } from '../sessions/index.ts';
import type { Place } from '../access/index.ts';
import type { VisibleSite, VisibleSites } from '../sites/index.ts';

export interface MorePageProps {
  readonly org: OrgRow;
  readonly places: readonly NavItem[];
  readonly customer: { readonly name: string; readonly number: string };
  /** The places that aren't in the bar, as the org has arranged them. */
  readonly more: readonly Place[];
  /** In words; null when invoices are closed to this visitor. */
  readonly balance: string | null;
  /** Null when sites are closed to this visitor. */
  readonly sites: VisibleSites | null;
  readonly mayHavePin: boolean;
}

/** What is owed, and the account it comes from. */
function Books({ org, balance }: { org: MorePageProps['org']; balance: string }) {
  const { t } = usePage();
  return (
    <>
      <li>
        <GoLink
          href={paths.portal.invoices(org.slug)}
          icon="banknote"
          title={t('portal.more-balance')}
          text={balance}
        />
      </li>
      <li>
        <GoLink
          href={paths.portal.statement(org.slug)}
          icon="file-text"
          title={t('statement.title')}
          text={t('statement.link-text')}
        />
      </li>
    </>
  );
}

/** Everything else: details, balance, sites, the PIN, who is signed in and the way out. */
export function MorePage({ org, places, customer, more, balance, sites, mayHavePin }: MorePageProps) {
  const { t } = usePage();
  return (
    <PortalShell title={t('portal.more-title')} places={places}>
      <h1>{t('portal.more-title')}</h1>
      {(more.length > 0 || balance !== null || mayHavePin) && (
        <Card flush>
          <Lines boxed>
            {more.map((place) => (
              <li key={place.id}>
                <GoLink href={place.href} icon={place.icon} title={place.label} text={textOf(place, t)} />
              </li>
            ))}
            {balance !== null && <Books org={org} balance={balance} />}
            {mayHavePin && (
              <li>
                <GoLink
                  href={paths.portal.security(org.slug)}
                  icon="key-round"
                  title={t('security.title')}
                  text={t('security.text')}
                />
              </li>
            )}
            {mayHavePin && (
              <li>
                <GoLink
                  href={paths.portal.data(org.slug)}
                  icon="file-text"
                  title={t('personal.own-title')}
                  text={t('personal.own-link')}
                />
              </li>
            )}
          </Lines>
        </Card>
      )}
      {sites !== null && <Sites {...sites} home={org.country} />}
      <WhoAmI customer={customer} />
    </PortalShell>
  );
}

/** What a place is for, where its name isn't enough. */
function textOf({ id }: Place, t: Translate): string | undefined {
  if (id === 'details') return t('portal.details-text');
  return id === 'colleagues' ? t('colleagues.more-text') : undefined;
}

function Sites({ sites, hasMore, home }: VisibleSites & { home: string }) {
  const { t } = usePage();
  return (
    <Section id="sites" title={t('portal.more-sites')}>
      {sites.length === 0 ? (
        <p class="mid soft">{t('portal.no-sites')}</p>
      ) : (
        <Card flush>
          <Lines boxed>
            {sites.map((site) => (
              <li key={site.id}>
                <b>{site.name}</b>
                <span class="mid soft block">{addressOf(site, home)}</span>
              </li>
            ))}
          </Lines>
        </Card>
      )}
      {hasMore && <p class="mid soft">{t('portal.more-sites-cut', { count: sites.length })}</p>}
    </Section>
  );
}

function addressOf(site: VisibleSite, home: string): string {
  return [site.line1, site.line2, townLine(site, home)]
    .filter((part) => part !== null && part !== '' && part !== site.name)
    .join(', ');
}

function WhoAmI({ customer }: { customer: MorePageProps['customer'] }) {
  const { t, viewer } = usePage();
  if (viewer === undefined) return null;
  return (
    <Section id="who" title={t('portal.more-who')}>
      <div class="stack g12">
        <p>
          {viewer.name}
          <span class="mid soft block">
            {t('portal.more-customer', { name: customer.name, number: customer.number })}
          </span>
        </p>
        {viewer.viewAs === undefined && (
          <Form action={viewer.signOutPath}>
            <Button icon="log-out">{t('ui.sign-out')}</Button>
          </Form>
        )}
      </div>
    </Section>
  );
}
