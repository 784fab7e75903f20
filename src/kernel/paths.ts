/** Every URL of the program. Nothing else writes one. */
const part = encodeURIComponent;

/** First path segments that are never an org. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  'office',
  'l',
  's',
  'api',
  'assets',
  'healthz',
  'readyz',
  'setup',
  'set-password',
  'embed',
  'static',
  'metrics',
  'docs',
  'www',
  'well-known',
]);

export const paths = {
  start: '/',
  healthz: '/healthz',
  readyz: '/readyz',
  setup: '/setup',
  asset: (name: string) => `/assets/${name}`,
  link: (token: string) => `/l/${token}`,
  linkRenewal: (token: string) => `/l/${token}/renewal`,
  signInLink: (token: string) => `/s/${token}`,
  setPassword: (token: string) => `/set-password/${token}`,

  portal: {
    home: (org: string) => `/${part(org)}`,
    theme: (org: string, version: string) => `/${part(org)}/theme/${version}.css`,
    favicon: (org: string, version: string) => `/${part(org)}/favicon/${version}`,
    logo: (org: string, version: string) => `/${part(org)}/logo/${version}`,
    signIn: (org: string) => `/${part(org)}/sign-in`,
    signInCode: (org: string) => `/${part(org)}/sign-in/code`,
    signInPin: (org: string) => `/${part(org)}/sign-in/pin`,
    signInPasskey: (org: string) => `/${part(org)}/sign-in/passkey`,
    signInPasskeyOptions: (org: string) => `/${part(org)}/sign-in/passkey/options`,
    signInPassword: (org: string) => `/${part(org)}/sign-in/password`,
    forgottenPassword: (org: string) => `/${part(org)}/sign-in/forgotten-password`,
    signInChoice: (org: string) => `/${part(org)}/sign-in/choice`,
    signOut: (org: string) => `/${part(org)}/sign-out`,
    /** Where staff who look on arrive from an office on another host. */
    viewFromOffice: (org: string, ticket: string) => `/${part(org)}/view/${part(ticket)}`,
    confirm: (org: string) => `/${part(org)}/confirm`,
    confirmPasskey: (org: string) => `/${part(org)}/confirm/passkey`,
    confirmPasskeyOptions: (org: string) => `/${part(org)}/confirm/passkey/options`,
    confirmCode: (org: string) => `/${part(org)}/confirm/code`,
    seen: (org: string) => `/${part(org)}/seen`,
    appearance: (org: string) => `/${part(org)}/appearance`,
    jobs: (org: string) => `/${part(org)}/jobs`,
    job: (org: string, number: string) => `/${part(org)}/jobs/${part(number)}`,
    jobCalendar: (org: string, number: string) => `/${part(org)}/jobs/${part(number)}/calendar.ics`,
    invoices: (org: string) => `/${part(org)}/invoices`,
    invoice: (org: string, number: string) => `/${part(org)}/invoices/${part(number)}`,
    invoicePdf: (org: string, number: string) => `/${part(org)}/invoices/${part(number)}/pdf`,
    creditNote: (org: string, number: string) => `/${part(org)}/credit-notes/${part(number)}`,
    creditNotePdf: (org: string, number: string) => `/${part(org)}/credit-notes/${part(number)}/pdf`,
    statement: (org: string) => `/${part(org)}/statement`,
    /** `pdf` or `csv`. */
    statementFile: (org: string, kind: string) => `/${part(org)}/statement/${part(kind)}`,
    messages: (org: string) => `/${part(org)}/messages`,
    newThread: (org: string) => `/${part(org)}/messages/new`,
    thread: (org: string, id: string) => `/${part(org)}/messages/${part(id)}`,
    messageFile: (org: string, id: string, size: 'whole' | 'small') =>
      `/${part(org)}/files/${part(id)}${size === 'small' ? '/small' : ''}`,
    live: (org: string) => `/${part(org)}/live`,
    details: (org: string) => `/${part(org)}/details`,
    pin: (org: string) => `/${part(org)}/details/pin`,
    passkeys: (org: string) => `/${part(org)}/details/passkeys`,
    passkeyOptions: (org: string) => `/${part(org)}/details/passkeys/options`,
    passkeyPart: (org: string, id: string, name: string) => `/${part(org)}/details/passkeys/${part(id)}/${part(name)}`,
    ownPassword: (org: string) => `/${part(org)}/details/password`,
    security: (org: string) => `/${part(org)}/details/security`,
    securityPart: (org: string, name: string) => `/${part(org)}/details/security/${part(name)}`,
    securityItem: (org: string, name: string, id: string, deed: string) =>
      `/${part(org)}/details/security/${part(name)}/${part(id)}/${part(deed)}`,
    colleagues: (org: string) => `/${part(org)}/colleagues`,
    newColleague: (org: string) => `/${part(org)}/colleagues/new`,
    colleague: (org: string, id: string) => `/${part(org)}/colleagues/${part(id)}`,
    colleaguePart: (org: string, id: string, name: string) => `/${part(org)}/colleagues/${part(id)}/${part(name)}`,
    more: (org: string) => `/${part(org)}/more`,
  },

  office: {
    home: '/office',
    signIn: '/office/sign-in',
    signInPasskey: '/office/sign-in/passkey',
    signInPasskeyOptions: '/office/sign-in/passkey/options',
    signInSecond: '/office/sign-in/second-step',
    /** Shows again who sits there, before something that matters. */
    confirm: '/office/confirm',
    confirmPasskey: '/office/confirm/passkey',
    confirmPasskeyOptions: '/office/confirm/passkey/options',
    signOut: '/office/sign-out',
    appearance: '/office/appearance',
    forgotten: '/office/forgotten-password',
    password: (token: string) => `/office/password/${token}`,
    search: '/office/search',
    customers: '/office/customers',
    newCustomer: '/office/customers/new',
    customer: (number: string) => `/office/customers/${part(number)}`,
    customerPart: (number: string, name: string) => `/office/customers/${part(number)}/${part(name)}`,
    contacts: (number: string) => `/office/customers/${part(number)}/contacts`,
    newContact: (number: string) => `/office/customers/${part(number)}/contacts/new`,
    contact: (number: string, id: string) => `/office/customers/${part(number)}/contacts/${part(id)}`,
    contactPart: (number: string, id: string, name: string) =>
      `/office/customers/${part(number)}/contacts/${part(id)}/${part(name)}`,
    sites: '/office/sites',
    newSite: '/office/sites/new',
    site: (id: string) => `/office/sites/${part(id)}`,
    sitePart: (id: string, name: string) => `/office/sites/${part(id)}/${part(name)}`,
    jobs: '/office/jobs',
    newJob: '/office/jobs/new',
    job: (number: string) => `/office/jobs/${part(number)}`,
    jobPart: (number: string, name: string) => `/office/jobs/${part(number)}/${part(name)}`,
    invoices: '/office/invoices',
    newInvoice: '/office/invoices/new',
    /** Drafts have no number yet, so the office finds invoices by id. */
    invoice: (id: string) => `/office/invoices/${part(id)}`,
    invoicePart: (id: string, name: string) => `/office/invoices/${part(id)}/${part(name)}`,
    payments: '/office/payments',
    newPayment: '/office/payments/new',
    payment: (id: string) => `/office/payments/${part(id)}`,
    paymentPart: (id: string, name: string) => `/office/payments/${part(id)}/${part(name)}`,
    notices: '/office/notices',
    noticesPart: (name: string) => `/office/notices/${part(name)}`,
    notice: (id: string) => `/office/notices/${part(id)}`,
    noticePart: (id: string, name: string) => `/office/notices/${part(id)}/${part(name)}`,
    undo: (id: string) => `/office/undo/${part(id)}`,
    palette: '/office/search/palette',
    bulk: (of: string) => `/office/bulk/${part(of)}`,
    filters: '/office/filters',
    filter: (id: string) => `/office/filters/${part(id)}`,
    filterPart: (id: string, name: string) => `/office/filters/${part(id)}/${part(name)}`,
    columns: '/office/columns',
    help: '/office/help',
    creditNotes: '/office/credit-notes',
    newCreditNote: '/office/credit-notes/new',
    creditNote: (id: string) => `/office/credit-notes/${part(id)}`,
    creditNotePart: (id: string, name: string) => `/office/credit-notes/${part(id)}/${part(name)}`,
    /** `pdf`, `csv` or `letter`. */
    statementPart: (number: string, name: string) => `/office/customers/${part(number)}/statement/${part(name)}`,
    signIns: '/office/sign-ins',
    links: '/office/links',
    linkPart: (id: string, name: string) => `/office/links/${part(id)}/${part(name)}`,
    messages: '/office/messages',
    newThread: '/office/messages/new',
    thread: (id: string) => `/office/messages/${part(id)}`,
    threadPart: (id: string, name: string) => `/office/messages/${part(id)}/${part(name)}`,
    messageFile: (id: string, size: 'whole' | 'small') =>
      `/office/files/${part(id)}${size === 'small' ? '/small' : ''}`,
    live: '/office/live',
    deliveries: '/office/deliveries',
    delivery: (id: string) => `/office/deliveries/${part(id)}`,
    deliveryPart: (id: string, name: string) => `/office/deliveries/${part(id)}/${part(name)}`,
    imports: '/office/imports',
    newImport: '/office/imports/new',
    import: (id: string) => `/office/imports/${part(id)}`,
    importPart: (id: string, name: string) => `/office/imports/${part(id)}/${part(name)}`,
    log: '/office/log',
    logPart: (name: string) => `/office/log/${part(name)}`,
    account: '/office/account',
    accountPart: (name: string) => `/office/account/${part(name)}`,
    accountThing: (kind: string, id: string, name: string) => `/office/account/${part(kind)}/${part(id)}/${part(name)}`,
    team: '/office/settings/team',
    newMember: '/office/settings/team/new',
    signInHistory: '/office/settings/team/sign-ins',
    member: (id: string) => `/office/settings/team/${part(id)}`,
    memberPart: (id: string, name: string) => `/office/settings/team/${part(id)}/${part(name)}`,
    memberSessionEnd: (id: string, session: string) =>
      `/office/settings/team/${part(id)}/sessions/${part(session)}/end`,
    settings: '/office/settings',
    settingsPage: (page: string) => `/office/settings/${part(page)}`,
    settingsPart: (page: string, name: string) => `/office/settings/${part(page)}/${part(name)}`,
  },
} as const;

/**
 * A path of our own to go back to, or null. Only a path, never another origin: `//host` and `/\host` are refused
 * (a browser reads both as another host).
 */
export function ownPath(text: string | undefined): string | null {
  return text !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(text) && text.length <= 2000 ? text : null;
}

/** A path with a query added to the one it has; what is undefined or empty is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  if (pairs.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(pairs).toString()}`;
}
