import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { NotFound, Refused } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { paths } from '../../kernel/paths.ts';
import type { OfficeFormVisit } from '../access/index.ts';
import { invoicePdf, invoicesThatFit } from '../paper-records/index.ts';
import { issueInvoice } from '../invoices/index.ts';
import { ask, chosenIn, tell, type Chosen } from './answer.tsx';
import { carryOut } from './carry-out.ts';

/** Drawing more papers at once would hold the request, and its memory, for too long. */
const MOST_PAPERS = 100;

const shown = (id: string) => ({ name: id, href: paths.office.invoice(id) });

/** Issues many drafts, each with the next number; or hands out the papers of many in one file. */
export async function manyInvoices(visit: OfficeFormVisit): Promise<Response> {
  const { form, t } = visit;
  const deed = form.text('deed');
  const found = await chosenIn(visit, 'invoice', paths.office.invoices, (search, most) =>
    invoicesThatFit(visit, search, most),
  );
  const chosen = { ...found, names: found.names.filter(isUuid) };
  if (deed === 'download') return download(visit, chosen);
  if (deed !== 'issue' || !visit.may('write')) throw new NotFound();
  if (form.has('sure')) return issueMany(visit, chosen);
  const count = chosen.names.length;
  return ask(visit, 'invoice', chosen, deed, {
    title: t('bulk.issue-title', { count }),
    text: t('bulk.issue-text'),
    deed: t('bulk.issue-deed', { count }),
    action: paths.office.bulk('invoices'),
  });
}

async function issueMany(visit: OfficeFormVisit, { names, back }: Chosen): Promise<Response> {
  const { actor, org, now } = visit;
  const outcome = await carryOut(visit, names, async (tx, id) => {
    const { fresh } = await issueInvoice(tx, actor, id, org, now);
    if (!fresh) throw new Refused('bulk.issued-already');
    return id;
  });
  return tell(visit, outcome, {
    key: 'bulk.said-issued',
    back,
    shown: (id) => ({ ...shown(id), name: visit.t('bulk.this-invoice') }),
  });
}

async function download(visit: OfficeFormVisit, { names }: Chosen): Promise<Response> {
  if (names.length > MOST_PAPERS) throw new Refused('bulk.refused-papers', { most: MOST_PAPERS });
  const zip = new ZipFile();
  const taken = new Set<string>();
  for (const id of names) {
    const { name, bytes } = await invoicePdf(visit, id);
    // Drafts are all called the same.
    let unique = name;
    for (let n = 2; taken.has(unique); n += 1) unique = name.replace(/\.pdf$/, `-${n}.pdf`);
    taken.add(unique);
    zip.addBuffer(Buffer.from(bytes), unique, { compress: false });
  }
  zip.end();
  const file = await buffer(zip.outputStream);
  return visit.c.body(new Uint8Array(file), 200, {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="${visit.org.slug}-invoices.zip"`,
  });
}
