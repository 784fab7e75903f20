import { folded } from '../../platform/values/index.ts';

/** The words that other programs use for states and kinds, folded, and what they are here. */
function dictionary<T extends string>(entries: Record<T, string>): ReadonlyMap<string, T> {
  const words = new Map<string, T>();
  for (const [meaning, list] of Object.entries<string>(entries)) {
    const target = meaning as T;
    words.set(folded(target), target);
    for (const word of list.split(' ')) words.set(word, target);
  }
  return words;
}

export const stepWords = dictionary({
  received:
    'new open neu offen eingegangen angelegt erfasst created requested request todo pending lead unscheduled backlog ticketreceived erstellt ungeplant logged submitted',
  scheduling:
    'scheduled planned geplant terminiert planung booked gebucht inplanung upcoming confirmed bestatigt ticketscheduling appointed disponiert zugesagt',
  dispatched: 'assigned zugewiesen beauftragt dispatch ticketdispatched allocated zugeteilt sent',
  on_the_way: 'ontheway travelling traveling enroute unterwegs anfahrt driving',
  arrived: 'onsite vorort angekommen eingetroffen atsite',
  in_progress: 'inprogress started active laufend inarbeit inbearbeitung begonnen working wip running aktiv gestartet',
  completed:
    'complete done finished closed erledigt fertig abgeschlossen beendet geschlossen resolved invoiced paid abgerechnet completedinvoiced fulfilled shipped success ausgefuhrt durchgefuhrt gelost',
  paused:
    'onhold hold waiting pausiert wartend wartet zuruckgestellt unterbrochen postponed suspended deferred angehalten verschoben',
  cancelled:
    'canceled cancel storniert abgesagt abgebrochen annulliert rejected declined void deleted lost skipped noshow entfallen abgelehnt',
});

export const customerKindWords = dictionary({
  person:
    'private privat privatkunde individual residential homeowner consumer b2c p natural herr frau mr mrs ms domestic haushalt endkunde privatperson',
  company:
    'business commercial firma gewerbe unternehmen organisation organization b2b c corporate gewerbekunde geschaftskunde org firmenkunde g gmbh industrial',
});

export const invoiceStateWords = dictionary({
  draft: 'entwurf new neu unsent proforma planned vorlaufig',
  issued:
    'sent open offen final finalised finalized gestellt versendet verschickt unpaid unbezahlt due overdue uberfallig authorised authorized approved posted gebucht festgeschrieben partial partiallypaid teilbezahlt outstanding paid bezahlt settled ausgeglichen closed abgeschlossen reminded angemahnt gemahnt viewed completed',
  void: 'voided cancelled canceled storniert storno deleted annulliert ungultig reversed',
});

export const paymentMethodWords = dictionary({
  cash: 'bar barzahlung bargeld kasse',
  transfer:
    'bank banktransfer bacs wire uberweisung bankuberweisung sepa credittransfer eft fasterpayment fasterpayments ach vorkasse gutschrift ebanking rechnung bankgutschrift',
  card: 'creditcard debitcard kreditkarte karte ec eckarte girocard visa mastercard amex stripe kartenzahlung maestro paypal',
  cheque: 'check scheck chq verrechnungsscheck',
  direct_debit:
    'directdebit dd lastschrift sepalastschrift bankeinzug einzug debit gocardless sepadirectdebit abbuchung einzugsermachtigung',
  other: 'sonstige sonstiges andere misc unknown unbekannt anderes voucher gutschein',
});
