import type { ImportKind } from './fields.ts';

/** Small files to begin from: every column a header that is known, and made-up people. */
const lines: Readonly<Record<ImportKind, readonly string[]>> = {
  customers: [
    'External ID,Customer number,Name,First name,Last name,E-mail,Phone,Mobile,Street,Postcode,Town,Country,VAT ID,Notes',
    'A-1,1001,Marina Holt,Marina,Holt,marina.holt@example.org,01803 555010,07700 900110,4 Harbour Row,TQ6 9AA,Saltmouth,GB,,Side gate is never locked',
    'A-2,1002,Brook & Sons Ltd,Owen,Brook,office@brook.example,01803 555020,,"Unit 3, Quay Works",TQ6 9AB,Saltmouth,GB,GB123456789,',
  ],
  contacts: [
    'External ID,Customer number,First name,Last name,Position,E-mail,Phone,Main contact,Language',
    'P-1,1002,Dilys,Brook,Accounts,accounts@brook.example,01803 555021,no,en',
    'P-2,1002,Sam,Tully,Site manager,sam.tully@brook.example,07700 900122,no,en',
  ],
  sites: [
    'External ID,Customer number,Name,Street,Postcode,Town,Country,Latitude,Longitude,Access notes',
    'S-1,1001,Harbour Row,4 Harbour Row,TQ6 9AA,Saltmouth,GB,50.3506,-3.5785,Side gate is never locked',
    'S-2,1002,Quay Works,"Unit 3, Quay Works",TQ6 9AB,Saltmouth,GB,50.3512,-3.5770,Report at the gatehouse',
  ],
  jobs: [
    'External ID,Job number,Customer number,Site,Title,Description,Status,Start,Start time,End time,Price,Customer reference,Frequency,Next due',
    'J-1,5001,1001,Harbour Row,Window cleaning,All windows and the conservatory roof,completed,2026-10-27,08:00,12:00,40.00,,Every 4 weeks,2026-11-24',
    'J-2,5002,1002,Quay Works,Gutter clearing,,scheduled,2026-12-03,13:00,16:00,180.00,PO-7788,,',
  ],
  invoices: [
    'Invoice number,Customer number,Job number,Invoice date,Due date,Description,Quantity,Unit,Unit price,Tax rate,Customer reference',
    '2001,1001,5001,2026-10-27,2026-11-10,Window cleaning,1,,40.00,20,',
    '2002,1002,,2026-11-02,2026-11-16,Pressure washing of the yard,3.5,h,48.00,20,PO-7712',
    '2002,1002,,2026-11-02,2026-11-16,Discount for the late start,-1,,15.00,20,PO-7712',
  ],
  payments: [
    'External ID,Invoice number,Customer number,Date,Amount,Method,Reference',
    'Z-1,2001,1001,2026-11-05,48.00,bank transfer,HOLT WINDOWS',
    'Z-2,2002,1002,2026-11-12,100.00,card,part payment',
  ],
};

/** A sample as a file: with line ends and the mark that Excel asks for. */
export function sampleFile(kind: ImportKind): string {
  return `\ufeff${lines[kind].join('\r\n')}\r\n`;
}
