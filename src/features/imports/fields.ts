/** What can be imported, in the order in which things refer to each other. */
export const importKinds = ['customers', 'contacts', 'sites', 'jobs', 'invoices', 'payments'] as const;
export type ImportKind = (typeof importKinds)[number];

export function isImportKind(text: string): text is ImportKind {
  return importKinds.some((kind) => kind === text);
}

/** How the text of a cell is read. */
export type FieldType =
  | 'text'
  | 'lines'
  | 'number'
  | 'invoice-number'
  | 'external-id'
  | 'reference'
  | 'phone'
  | 'email'
  | 'country'
  | 'language'
  | 'currency'
  | 'boolean'
  | 'day'
  | 'moment'
  | 'time'
  | 'amount'
  | 'price'
  | 'quantity'
  | 'rate'
  | 'latitude'
  | 'longitude'
  | 'time-zone'
  | 'customer-kind'
  | 'step'
  | 'invoice-state'
  | 'payment-method';

export interface Field {
  /** The name in mappings and on the command line. Its words are `imports.field-<name>`. */
  name: string;
  type: FieldType;
  /** Longest text, in characters, as the column of the table has it. */
  maxLength: number;
  /** Headers that mean this field, folded: small letters, no accents, no punctuation. Without the field's own name. */
  headers: readonly string[];
}

function field(name: string, type: FieldType, maxLength: number, headers: string): Field {
  return { name, type, maxLength, headers: headers.split(' ') };
}

const externalId = field(
  'external_id',
  'external-id',
  200,
  'externalid externeid id guid uuid recordid systemid datensatzid importid fremdschlussel externeref schlussel key rowid',
);
const customerNumberHeaders =
  'customernumber customerno customernr customerid customerref custno custid accountnumber accountno accountid clientnumber clientno clientid kundennummer kundennr kundeid kundenid kdnr kdnummer debitor debitornr debitornummer debitorennummer debitorenkonto accountcode';
const customer = field(
  'customer',
  'reference',
  200,
  `${customerNumberHeaders} customerexternalid customerguid kundenexterneid`,
);
const customerName = field(
  'customer_name',
  'text',
  200,
  'customer customername client clientname kunde kundenname account accountname company companyname firma firmenname billto rechnungsempfanger auftraggeber',
);
const phone = field(
  'phone',
  'phone',
  60,
  'telephone tel telnr telefon telefonnummer phonenumber phoneno rufnummer festnetz landline phone1 telefon1 workphone homephone businessphone telefonprivat telefongeschaftlich',
);
const mobile = field(
  'mobile',
  'phone',
  60,
  'mobilephone mobilenumber mobileno cell cellphone cellnumber handy handynummer mobil mobiltelefon mobilnummer mobilfunk natel phone2 telefon2',
);
const email = field(
  'email',
  'email',
  254,
  'mail emailaddress emailadresse mailadresse emailaddr e emails email1 emailprivat',
);
const language = field('language', 'language', 40, 'lang sprache locale sprachcode languagecode');
const place = [
  field(
    'line1',
    'text',
    200,
    'street streetaddress address address1 addressline1 addressline strasse str strassehausnr strasseundhausnummer strassenr anschrift adresse adresse1 billingaddress billingstreet shipaddress road rue calle mailingaddress siteaddress',
  ),
  field('house_number', 'text', 20, 'housenumber houseno hausnr hausnummer streetnumber streetno'),
  field(
    'line2',
    'text',
    200,
    'address2 addressline2 adresszusatz adresse2 zusatz addresssuffix apartment unit suite building unitnumber',
  ),
  field(
    'postcode',
    'text',
    20,
    'zip zipcode postalcode plz postleitzahl postzip billingpostalcode postcodezip cap codepostal',
  ),
  field('city', 'text', 120, 'town ort stadt place wohnort locality billingcity citytown suburb posttown ville'),
  field('region', 'text', 120, 'state county province bundesland kanton provinz district billingstate stateprovince'),
  field('country', 'country', 60, 'land countrycode countryname landercode staat billingcountry landeskennzeichen lkz'),
];
const currency = field('currency', 'currency', 12, 'wahrung curr currencycode wahrungscode waehrung whg');
const customerReference = field(
  'customer_reference',
  'text',
  100,
  'customerreference yourreference ihrzeichen ihrezeichen bestellnummer ponumber purchaseorder purchaseordernumber pono bestellnr kundenreferenz auftragsreferenz customerpo yourref orderreference',
);

/** The fields of each kind of import. A name belongs to one meaning throughout. */
export const fields: Readonly<Record<ImportKind, readonly Field[]>> = {
  customers: [
    externalId,
    field('number', 'number', 32, `${customerNumberHeaders} number no nr nummer`),
    field('kind', 'customer-kind', 40, 'type customertype kundentyp kundenart art typ personorcompany'),
    field(
      'name',
      'text',
      200,
      'customer customername client clientname companyname company kunde kundenname firma firmenname firma1 name1 displayname fullname bezeichnung organisation organization businessname debitorenname account accountname',
    ),
    field('first_name', 'text', 100, 'firstname forename givenname vorname fname contactfirstname'),
    field('last_name', 'text', 100, 'lastname surname familyname nachname lname familienname zuname contactlastname'),
    field(
      'contact_name',
      'text',
      200,
      'contact contactname contactperson ansprechpartner kontakt kontaktperson attention attn zhd',
    ),
    field('position', 'text', 100, 'contacttitle jobtitle funktion position rolle'),
    email,
    phone,
    mobile,
    ...place,
    field('billing_name', 'text', 200, 'billingname invoicename rechnungsname rechnungsempfanger'),
    field('billing_address', 'lines', 500, 'invoiceaddress rechnungsadresse rechnungsanschrift billto'),
    field(
      'vat_id',
      'text',
      40,
      'vatid vat vatnumber vatno vatregistrationnumber ustid ustidnr umsatzsteuerid umsatzsteueridentnummer taxid taxnumber uid uidnummer',
    ),
    language,
    field(
      'notes',
      'lines',
      10_000,
      'note comment comments remark remarks bemerkung bemerkungen notiz notizen kommentar hinweis memo',
    ),
  ],
  contacts: [
    externalId,
    customer,
    customerName,
    field(
      'full_name',
      'text',
      200,
      'name contactname contact contactperson ansprechpartner kontakt kontaktperson displayname',
    ),
    field('first_name', 'text', 100, 'firstname forename givenname vorname fname'),
    field('last_name', 'text', 100, 'lastname surname familyname nachname lname familienname zuname'),
    field('position', 'text', 100, 'jobtitle title role funktion position rolle department abteilung contacttitle'),
    email,
    phone,
    mobile,
    field(
      'is_main',
      'boolean',
      20,
      'main maincontact primary primarycontact default hauptkontakt hauptansprechpartner standard ismain isprimary',
    ),
    language,
  ],
  sites: [
    externalId,
    customer,
    customerName,
    field(
      'name',
      'text',
      200,
      'site sitename location locationname property propertyname objekt objektname standort standortname liegenschaft filiale branch bezeichnung einsatzort',
    ),
    ...place,
    field('latitude', 'latitude', 30, 'lat breitengrad geolat y breite'),
    field('longitude', 'longitude', 30, 'lon lng long langengrad geolon geolng x lange'),
    field('time_zone', 'time-zone', 60, 'timezone zeitzone tz'),
    field(
      'access_notes',
      'lines',
      2000,
      'accessnotes access notes note zugang zugangshinweis bemerkung bemerkungen hinweis anfahrt directions instructions',
    ),
  ],
  jobs: [
    externalId,
    field(
      'number',
      'number',
      32,
      'jobnumber jobno jobnr jobid ticketnumber ticketno ticketid ticket auftragsnummer auftragsnr auftragnr auftrag ordernumber orderno orderid workorder workordernumber worknumber number no nr nummer vorgangsnummer ticketnummer bestellnr',
    ),
    customer,
    customerName,
    field(
      'site',
      'reference',
      200,
      'site siteid sitename siteexternalid location objekt objektnr standort einsatzort liegenschaft',
    ),
    field(
      'title',
      'text',
      200,
      'subject summary betreff titel bezeichnung job jobtitle jobname service leistung kurztext auftragsart thema shortdescription',
    ),
    field(
      'description',
      'lines',
      10_000,
      'details description beschreibung text langtext problem fehlerbeschreibung longdescription',
    ),
    field(
      'internal_notes',
      'lines',
      10_000,
      'internalnotes notes note bemerkung bemerkungen notiz interna internenotiz comment comments',
    ),
    field('step', 'step', 60, 'status state jobstatus auftragsstatus zustand stand ticketstatus'),
    field(
      'starts_at',
      'moment',
      60,
      'start starts date day startdate startsat scheduled scheduleddate datum termin beginn einsatzdatum ausfuhrungsdatum servicedate visitdate appointment appointmentdate orderdate requireddate jobdate von',
    ),
    field('start_time', 'time', 30, 'time starttime uhrzeit startzeit zeit arrivaltime vonuhrzeit from'),
    field('ends_at', 'moment', 60, 'end ends enddate endsat finish ende bis enddatum finishdate'),
    field('end_time', 'time', 30, 'endtime finishtime endzeit bisuhrzeit until'),
    field(
      'completed_at',
      'moment',
      60,
      'completed completedat completeddate completiondate erledigtam abgeschlossenam fertigam closedat closed closeddate donedate shippeddate',
    ),
    customerReference,
    field('price', 'amount', 60, 'amount cost jobcost preis betrag kosten charge fee total jobprice'),
    currency,
    field(
      'repeats',
      'text',
      100,
      'frequency repeat repeats recurrence haufigkeit intervall turnus rhythmus wiederholung jobfrequency',
    ),
    field('next_due_on', 'day', 60, 'nextdue nextduedate duenext faelligam nachstertermin nachstefalligkeit duedate'),
    field('affected_first_name', 'text', 100, 'affectedfirstname onsitefirstname'),
    field('affected_last_name', 'text', 100, 'affectedlastname onsitelastname'),
    field('affected_email', 'email', 254, 'affectedemail onsiteemail email mail emailaddress'),
    field(
      'affected_phone',
      'phone',
      60,
      'affectedphone affectedmobile onsitephone phone telephone tel telefon mobile handy mobil',
    ),
  ],
  invoices: [
    externalId,
    field(
      'number',
      'invoice-number',
      32,
      'invoicenumber invoiceno invoicenr invoiceid invoice rechnungsnummer rechnungsnr rechnungnr rechnung rgnr renr belegnummer belegnr documentnumber documentno docno number no nr nummer belegfeld1 rechnr orderid orderno billno',
    ),
    customer,
    customerName,
    field(
      'job',
      'reference',
      200,
      'jobnumber jobno jobid ticketnumber ticketid auftragsnummer auftragsnr auftrag workorder',
    ),
    field('state', 'invoice-state', 60, 'status invoicestatus rechnungsstatus zustand'),
    field(
      'issued_on',
      'day',
      60,
      'invoicedate issuedate issued issuedon date datum rechnungsdatum belegdatum dateissued invoicedt orderdate ausgestelltam billdate',
    ),
    field(
      'due_on',
      'day',
      60,
      'duedate due dueon falligam falligkeit falligkeitsdatum zahlungsziel zahlbarbis paymentdue faelligkeitsdatum',
    ),
    currency,
    customerReference,
    field('note', 'lines', 2000, 'notes comment comments bemerkung bemerkungen hinweis memo text schlusstext message'),
    field(
      'total',
      'amount',
      60,
      'invoicetotal totalamount amountdue gross grossamount grosstotal brutto bruttobetrag gesamtbetrag gesamt rechnungsbetrag endbetrag summe totalincvat totalgross amount betrag umsatz balance',
    ),
    field(
      'description',
      'lines',
      2000,
      'item itemname itemdescription linedescription product productname artikel artikelbezeichnung bezeichnung leistung position positionstext beschreibung stockdescription trackname service',
    ),
    field('quantity', 'quantity', 40, 'qty menge anzahl units stuck stk pieces hours stunden amountofunits lineqty'),
    field('unit', 'text', 20, 'einheit uom unitofmeasure mengeneinheit me'),
    field(
      'unit_price',
      'price',
      60,
      'price unitprice unitcost rate einzelpreis stuckpreis preis preisproeinheit epreis ep unitamount itemprice nettoeinzelpreis',
    ),
    field(
      'line_amount',
      'amount',
      60,
      'lineamount linetotal extendedprice positionsbetrag gesamtpreis zeilenbetrag linenet netamount nettobetrag netto positionssumme itemtotal',
    ),
    field(
      'tax_rate',
      'rate',
      30,
      'tax taxrate vat vatrate taxpercent vatpercent steuersatz mwst mwstsatz ust ustsatz mehrwertsteuer steuer steuerprozent gst gstrate salestaxrate',
    ),
  ],
  payments: [
    externalId,
    customer,
    customerName,
    field(
      'invoice',
      'reference',
      200,
      'invoicenumber invoiceno invoicenr invoiceid invoice rechnungsnummer rechnungsnr rechnung rgnr renr belegnummer belegnr document belegfeld1',
    ),
    field(
      'received_on',
      'day',
      60,
      'date paymentdate paid paidon paidat received datereceived datum zahlungsdatum zahldatum valuta buchungstag buchungsdatum wertstellung eingangsdatum bezahltam transactiondate valuedate bookingdate',
    ),
    field(
      'amount',
      'amount',
      60,
      'payment paymentamount amountpaid amountreceived betrag zahlbetrag zahlungsbetrag zahlung umsatz summe total gross value',
    ),
    currency,
    field(
      'method',
      'payment-method',
      60,
      'paymentmethod paymenttype zahlungsart zahlart zahlungsweise zahlungsmethode type typ tender',
    ),
    field(
      'reference',
      'text',
      100,
      'ref paymentreference paymentref verwendungszweck referenz zahlungsreferenz transactionid transactionref buchungstext bankreference memo',
    ),
    field(
      'note',
      'lines',
      1000,
      'notes comment comments bemerkung bemerkungen notiz kommentar description beschreibung',
    ),
  ],
};

export function fieldOf(kind: ImportKind, name: string): Field | undefined {
  return fields[kind].find((field) => field.name === name);
}
