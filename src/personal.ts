import { sessionsPersonal } from './features/sessions/index.ts';
import { auditPersonal, logNamesKept } from './features/audit/index.ts';
import { contactsPersonal } from './features/contacts/index.ts';
import { customersPersonal } from './features/customers/index.ts';
import { detailHistoryPersonal } from './features/detail-history/index.ts';
import { detailsPersonal } from './features/details/index.ts';
import { deliveriesKept, deliveriesPersonal } from './features/deliveries/index.ts';
import { importsKept, importsPersonal } from './features/imports/index.ts';
import { invoicesPersonal } from './features/invoices/index.ts';
import { jobsPersonal } from './features/jobs/index.ts';
import { ledgerPersonal } from './features/ledger/index.ts';
import { linksPersonal } from './features/links/index.ts';
import { loginsPersonal } from './features/logins/index.ts';
import { uploadsPersonal } from './features/message-files/index.ts';
import { messagesKept, messagesPersonal } from './features/messages/index.ts';
import { noticesPersonal } from './features/notices/index.ts';
import { passkeysPersonal } from './features/passkeys/index.ts';
import { paymentsPersonal } from './features/payments/index.ts';
import { requestsPersonal } from './features/personal-data/index.ts';
import type { PersonalTable, RetentionRule } from './features/personal-parts/index.ts';
import { signInPersonal } from './features/signin/index.ts';
import { sitesPersonal } from './features/sites/index.ts';
import { stepUpPersonal } from './features/step-up/index.ts';

/**
 * Every table that holds something of a customer, in the order an erasure goes through them: what hangs on a row before
 * the row. A table that is neither here nor in `impersonal` fails the test of this list.
 */
export const personalTables: readonly PersonalTable[] = [
  ...stepUpPersonal,
  ...passkeysPersonal,
  ...loginsPersonal,
  ...signInPersonal,
  ...messagesPersonal,
  ...uploadsPersonal,
  ...noticesPersonal,
  ...deliveriesPersonal,
  ...sessionsPersonal,
  ...linksPersonal,
  ...auditPersonal,
  ...importsPersonal,
  ...paymentsPersonal,
  ...ledgerPersonal,
  ...invoicesPersonal,
  ...jobsPersonal,
  ...sitesPersonal,
  ...detailsPersonal,
  ...detailHistoryPersonal,
  ...contactsPersonal,
  ...customersPersonal,
  ...requestsPersonal,
];

/** Tables that hold nothing of a customer's people, each with what they hold instead. */
export const impersonal: Readonly<Record<string, string>> = {
  brakes: 'when guessing was slowed down',
  bulk_grants: 'what the office changed for many at once',
  bulk_grant_targets: 'ids of customers and contacts, and the choice each had before',
  chosen_columns: 'how the office likes its lists',
  done_once: 'keys of deeds, by id',
  event_heads: 'hashes',
  event_seals: 'hashes',
  import_mappings: 'how an org reads its files',
  notice_choices: 'what the office wants to be told',
  number_series: 'the next numbers',
  orgs: 'the org itself',
  passkey_challenges: 'random numbers that live for five minutes',
  rate_limits: 'keyed hashes',
  retention: 'how long the org keeps things',
  saved_replies: 'sentences of the office',
  saved_filters: 'how the office likes its lists',
  staff: 'people of the office',
  staff_devices: 'people of the office',
  staff_links: 'people of the office',
  staff_recovery_codes: 'people of the office',
  staff_second_steps: 'people of the office',
  staff_sign_ins: 'people of the office',
  staff_tries: 'people of the office',
  tax_rates: 'the org itself',
  undo_offers: 'ids, and the choices there were before',
};

/** What an org may keep for a time only. */
export const retentionRules: readonly RetentionRule[] = [messagesKept, deliveriesKept, logNamesKept, importsKept];
