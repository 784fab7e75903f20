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

export function field(name: string, type: FieldType, maxLength: number, headers: string): Field {
  return { name, type, maxLength, headers: headers.split(' ') };
}

export const externalId = field(
  'external_id',
  'external-id',
  200,
  'externalid externeid id guid uuid recordid systemid datensatzid importid fremdschlussel externeref schlussel key rowid',
);
export const customerNumberHeaders =
  'customernumber customerno customernr customerid customerref custno custid accountnumber accountno accountid clientnumber clientno clientid kundennummer kundennr kundeid kundenid kdnr kdnummer debitor debitornr debitornummer debitorennummer debitorenkonto accountcode';
export const customer = field(
  'customer',
  'reference',
  200,
  `${customerNumberHeaders} customerexternalid customerguid kundenexterneid`,
);
export const customerName = field(
  'customer_name',
  'text',
  200,
  'customer customername client clientname kunde kundenname account accountname company companyname firma firmenname billto rechnungsempfanger auftraggeber',
);
export const phone = field(
  'phone',
  'phone',
  60,
  'telephone tel telnr telefon telefonnummer phonenumber phoneno rufnummer festnetz landline phone1 telefon1 workphone homephone businessphone telefonprivat telefongeschaftlich',
);
export const mobile = field(
  'mobile',
  'phone',
  60,
  'mobilephone mobilenumber mobileno cell cellphone cellnumber handy handynummer mobil mobiltelefon mobilnummer mobilfunk natel phone2 telefon2',
);
export const email = field(
  'email',
  'email',
  254,
  'mail emailaddress emailadresse mailadresse emailaddr e emails email1 emailprivat',
);
export const language = field('language', 'language', 40, 'lang sprache locale sprachcode languagecode');
export const place = [
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
export const currency = field('currency', 'currency', 12, 'wahrung curr currencycode wahrungscode waehrung whg');
export const customerReference = field(
  'customer_reference',
  'text',
  100,
  'customerreference yourreference ihrzeichen ihrezeichen bestellnummer ponumber purchaseorder purchaseordernumber pono bestellnr kundenreferenz auftragsreferenz customerpo yourref orderreference',
);
