import { Invalid, type Problem } from '../../kernel/errors.ts';
import { money } from '../../kernel/money.ts';
import { paths } from '../../kernel/paths.ts';
import { newSecret } from '../../platform/crypto/index.ts';
import { FormReader } from '../../platform/http/index.ts';
import { amountText } from '../../platform/values/index.ts';
import { formatMoney, problemTexts } from '../../ui/index.ts';
import { todayAt, type OfficeFormVisit, type OfficeVisit } from '../access/index.ts';
import { creditPath, usableCredit, type CreditOf, creditLeft } from '../allocations/index.ts';
import { RefundFormPage } from './refund-form.page.tsx';
import { readRefund } from './read-payment.ts';
import { recordRefund } from './record-refund.ts';

interface RefundTyped {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** The form of money that went back; it begins with all that is left. */
export async function drawRefund(visit: OfficeVisit, of: CreditOf, typed: RefundTyped | null): Promise<Response> {
  const credit = await usableCredit(visit, of);
  const values = typed?.values ?? {
    key: newSecret(),
    amount: amountText(credit.free_minor, credit.currency),
    received_on: todayAt(visit).toString(),
    method: 'transfer',
  };
  const problems = typed?.problems ?? [];
  return visit.page(
    <RefundFormPage
      frame={visit.frame}
      credit={credit}
      action={creditPath(of, 'refund')}
      backHref={creditPath(of)}
      values={values}
      problems={problemTexts(problems, visit.t)}
      today={todayAt(visit)}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

export async function refund(visit: OfficeFormVisit, of: CreditOf): Promise<Response> {
  const { form, actor, now } = visit;
  const { currency } = await visit.read((tx) => creditLeft(tx, actor, of));
  try {
    const reader = new FormReader(form);
    const asked = readRefund(form, reader, currency);
    reader.done();
    const made = await visit.write((tx) => recordRefund(tx, actor, of, asked, { today: todayAt(visit), now }));
    return visit.redirect(paths.office.payment(made.id), {
      key: made.fresh ? 'payments.said-refunded' : 'payments.said-refunded-already',
      values: { amount: formatMoney(money(asked.amount_minor, currency), visit.locale) },
      tone: made.fresh ? 'good' : 'info',
    });
  } catch (error) {
    if (error instanceof Invalid) return drawRefund(visit, of, { values: form.values, problems: error.problems });
    throw error;
  }
}
