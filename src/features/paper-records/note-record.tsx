import { idAsked, todayAt, type OfficeVisit } from '../access/index.ts';
import { eventWords, historyOf } from '../audit/index.ts';
import { findNote, noteIssueRefusal } from '../credit-notes/index.ts';
import { invoicesSettledBy, refundsOf } from '../allocations/index.ts';
import { billOf } from '../papers/index.ts';
import { OfficeNotePage } from './note.page.tsx';

export async function drawNote(visit: OfficeVisit): Promise<Response> {
  const { actor, org, t } = visit;
  const id = idAsked(visit);
  const { note, paid, refunds, history, bill } = await visit.read(async (tx) => {
    const found = await findNote(tx, actor, id);
    const of = { kind: 'credit_note', id } as const;
    const [settles, out, happened, billing] = await Promise.all([
      invoicesSettledBy(tx, actor, of),
      refundsOf(tx, actor, of),
      historyOf(tx, actor, { subject: of }),
      billOf(tx, actor, found, org),
    ]);
    return { note: found, paid: settles, refunds: out, history: happened, bill: billing };
  });
  const stop = noteIssueRefusal(note, todayAt(visit));
  return visit.page(
    <OfficeNotePage
      frame={visit.frame}
      note={{ ...note, billing_vat_id: bill.billing_vat_id }}
      billTo={[bill.billing_name, ...(bill.billing_address ?? '').split('\n')].filter((line) => line.trim() !== '')}
      paid={paid}
      refunds={refunds}
      history={history.map((entry) => ({ id: entry.id, at: entry.at, text: eventWords(entry, t) }))}
      mayWrite={visit.may('write')}
      mayVoid={visit.may('manage')}
      issueStop={stop === null ? null : t(stop)}
    />,
  );
}
