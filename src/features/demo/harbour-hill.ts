import type { DemoOrg } from './content.ts';
import { harbourCredits } from './harbour-hill-credits.ts';
import { harbourCustomers } from './harbour-hill-customers.ts';
import { harbourInvoices, harbourRounds } from './harbour-hill-books.ts';
import { harbourJobs } from './harbour-hill-jobs.ts';
import { harbourConversations } from './harbour-hill-messages.ts';
import { harbourNeighbours } from './harbour-hill-neighbours.ts';
import { harbourFilters, harbourNotices } from './harbour-hill-desk.ts';
import { drawHarbourLogo } from './draw-logo.ts';

/** The property-care firm of the demo world: window cleaning, boilers, gutters and snow in a small harbour town. */
export const harbourHill: DemoOrg = {
  org: {
    slug: 'harbour-hill',
    name: 'Harbour & Hill',
    tagline: 'Property Care',
    time_zone: 'Europe/London',
    currency: 'GBP',
    country: 'GB',
    language: 'en',
    phone: '+441632960142',
    email: 'hello@harbourandhill.example',
    website_url: 'https://harbourandhill.example/',
    address: 'The Old Net Loft, 3 Fish Quay, Saltmouth SM1 1AB',
    opening_hours: 'Monday to Friday, 8 to 17',
    vat_id: 'GB 000 0000 00',
    bank_holder: 'Harbour & Hill Ltd',
    bank_account: '1234 5678',
    bank_code: '00-00-00',
    invoice_footer:
      'Harbour & Hill Property Care Ltd, The Old Net Loft, 3 Fish Quay, Saltmouth SM1 1AB. Company 00000000. Payment within 30 days.',
    payment_terms_days: 30,
    accent: '#0c5966',
    sms_countries: ['GB'],
  },
  logo: drawHarbourLogo,
  taxName: 'VAT 20%',
  taxRateBp: 2000,
  pricesIncludeTax: true,
  permissions: { portal: 'yes', jobs: 'view_all', invoices: 'view', messages: 'own', details: 'edit', sites: 'all' },
  invited: { name: 'Imogen Pryce', email: 'imogen@harbourandhill.example', role: 'agent' },
  staff: [
    {
      key: 'jo',
      name: 'Jo Mercer',
      email: 'jo@harbourandhill.example',
      role: 'owner',
      signsIn: true,
      publicName: 'Jo',
    },
    { key: 'sam', name: 'Sam Okafor', email: 'sam@harbourandhill.example', role: 'manager', signsIn: true },
    { key: 'bea', name: 'Bea Lindqvist', email: 'bea@harbourandhill.example', role: 'agent', signsIn: true },
    { key: 'colin', name: 'Colin Marsh', email: 'colin@harbourandhill.example', role: 'viewer', signsIn: true },
    {
      key: 'anna',
      name: 'Anna Kowalczyk',
      email: 'anna@harbourandhill.example',
      role: 'agent',
      signsIn: false,
      publicName: 'Anna',
    },
    {
      key: 'dean',
      name: 'Dean Farrow',
      email: 'dean@harbourandhill.example',
      role: 'agent',
      signsIn: false,
      publicName: 'Dean',
    },
    {
      key: 'marek',
      name: 'Marek Novotný',
      email: 'marek@harbourandhill.example',
      role: 'agent',
      signsIn: false,
      publicName: 'Marek',
    },
    {
      key: 'lukas',
      name: 'Lukas Weiß',
      email: 'lukas@harbourandhill.example',
      role: 'agent',
      signsIn: false,
      publicName: 'Lukas',
    },
  ],
  customers: [...harbourCustomers, ...harbourNeighbours],
  jobs: harbourJobs,
  rounds: harbourRounds,
  invoices: harbourInvoices,
  credits: harbourCredits,
  creditPrefix: 'CN-',
  firstCreditNumber: 112,
  notices: harbourNotices,
  filters: harbourFilters,
  conversations: harbourConversations,
  links: [
    { kind: 'contact', customer: '10318', contact: 'Priya', day: -1, opened: 3 },
    { kind: 'customer', customer: '10318', day: -20, opened: 1 },
    { kind: 'job', customer: '10318', job: '1187', day: -13, opened: 1 },
    { kind: 'invoice', customer: '10318', invoice: 'priya-last', day: -26, opened: 2 },
    { kind: 'contact', customer: '10007', contact: 'Tom', day: -60, opened: 41 },
    { kind: 'contact', customer: '10007', contact: 'Lena', day: -12, opened: 5 },
    { kind: 'job', customer: '10355', job: '1201', day: 0, opened: 1 },
    { kind: 'invoice', customer: '10044', invoice: 'crab-overdue', day: -41 },
    // These end within two weeks: a contact's link lasts six months, a customer's ninety days.
    { kind: 'contact', customer: '10102', contact: 'Amara', day: -174, opened: 12 },
    { kind: 'customer', customer: '10287', day: -82, opened: 7 },
    { kind: 'customer', customer: '10160', day: -79 },
    // Ended, and its holder has asked for a fresh one.
    { kind: 'contact', customer: '10299', contact: 'Rosemary', day: -200, renewalAsked: true, opened: 9 },
    { kind: 'contact', customer: '10331', contact: 'Aled', day: -30, disabled: true, opened: 2 },
  ],
  lastJobNumber: 1159,
  lastInvoiceNumber: 2057,
  visits: [3, 5, 4, 6, 2, 1, 5, 7, 6, 4, 8, 3, 2, 6],
};
