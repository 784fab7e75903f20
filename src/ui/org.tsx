import { usePage, type OrgView } from './context.tsx';
import { ButtonForm } from './form.tsx';
import { Icon } from './icon.tsx';
import { LanguageLinks, ThemeChoice } from './visitor-choices.tsx';
import { Words } from './words.tsx';

/** Picture and name; leads to the business's own site when it has one. */
export function Logo({ org, href = org.siteUrl }: { org: OrgView; href?: string | undefined }) {
  const inside = (
    <>
      {org.logo !== undefined && <img src={org.logo.src} width={org.logo.width} height={org.logo.height} alt="" />}
      <span>
        {org.name}
        {org.tagline !== undefined && <small>{org.tagline}</small>}
      </span>
    </>
  );
  return href === undefined ? (
    <span class="logo">{inside}</span>
  ) : (
    <a class="logo" href={href}>
      {inside}
    </a>
  );
}

/** The product's own name, where no business is known yet: setting up, the office's door, a mistyped address. */
export function ProductName() {
  const { t } = usePage();
  return (
    <span class="logo">
      <Icon name="door-closed" />
      <span>{t('ui.product')}</span>
    </span>
  );
}

/** A number to ring: never broken over lines, never turned round among right-to-left words. */
export function PhoneLink({ phone }: { phone: { readonly shown: string; readonly href: string } }) {
  return (
    <a href={phone.href}>
      <PhoneNumber shown={phone.shown} />
    </a>
  );
}

function PhoneNumber({ shown }: { shown: string }) {
  return (
    <bdi dir="ltr" class="num">
      {shown.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011')}
    </bdi>
  );
}

export function PhoneButton({ org }: { org: OrgView }) {
  const { t } = usePage();
  if (org.phone === undefined) return null;
  return (
    <a class="btn phone-btn" href={org.phone.href}>
      <Icon name="phone" />
      <span>
        <span class="vh">{t('ui.call-us').replaceAll(' ', '\u00a0')}&nbsp;</span>
        <PhoneNumber shown={org.phone.shown} />
      </span>
    </a>
  );
}

/** How to reach the business. Stands beside every portal page. */
export function ContactCard({ messageHref }: { messageHref?: string | undefined }) {
  const { org, t } = usePage();
  if (org === undefined) return null;
  return (
    <section aria-labelledby="contact-title">
      <div class="sheet-head">
        <h2 id="contact-title">{org.name}</h2>
      </div>
      <ul class="contact">
        {org.phone !== undefined && (
          <li>
            <Icon name="phone" />
            <span>
              <a href={org.phone.href}>
                <PhoneNumber shown={org.phone.shown} />
              </a>
              {org.hours !== undefined && <span class="soft block">{org.hours}</span>}
            </span>
          </li>
        )}
        {org.email !== undefined && (
          <li>
            <Icon name="mail" />
            <a href={`mailto:${org.email}`}>{org.email}</a>
          </li>
        )}
        {messageHref !== undefined && (
          <li>
            <Icon name="message-square" />
            <a href={messageHref}>{t('ui.contact-write')}</a>
          </li>
        )}
        {org.address !== undefined && (
          <li>
            <Icon name="map-pin" />
            <span>{org.address}</span>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Who is signed in, the way out, the small print, the other languages, light or dark. */
export function Footer() {
  const { org, viewer, t, choices } = usePage();
  const links = [org?.privacyUrl, org?.termsUrl, org?.accessibilityUrl, choices];
  if (viewer === undefined && links.every((link) => link === undefined)) return null;
  return (
    <footer class="foot">
      <div>
        {viewer !== undefined && <span>{t('ui.signed-in-as', { name: viewer.name })}</span>}
        {viewer !== undefined && viewer.viewAs === undefined && (
          <ButtonForm action={viewer.signOutPath}>
            <button type="submit" class="as-link">
              {t('ui.sign-out')}
            </button>
          </ButtonForm>
        )}
        <span class="end" />
        {org?.privacyUrl !== undefined && <a href={org.privacyUrl}>{t('ui.privacy')}</a>}
        {org?.termsUrl !== undefined && <a href={org.termsUrl}>{t('ui.terms')}</a>}
        {org?.accessibilityUrl !== undefined && <a href={org.accessibilityUrl}>{t('ui.accessibility')}</a>}
        <LanguageLinks />
        <ThemeChoice />
      </div>
    </footer>
  );
}

/** Says on every page that a member of staff is looking through a customer's eyes. */
export function ViewingBar() {
  const { viewer, t } = usePage();
  if (viewer?.viewAs === undefined) return null;
  return (
    <div class="viewing" role="region" aria-label={t('ui.viewing-as-label')}>
      <Icon name="eye" />
      <span>
        <Words of="ui.viewing-as" with={{ name: <b>{viewer.name}</b> }} />
      </span>
      <a href={viewer.viewAs.backPath}>{t('ui.viewing-as-back')}</a>
    </div>
  );
}
