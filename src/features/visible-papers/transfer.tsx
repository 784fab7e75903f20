import { usePage } from '../../ui/context.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { OrgRow } from '../sessions/index.ts';

/** Where money is sent, and what to write on it; what the org hasn't told is said by its phone number instead. */
export function TransferDetails({ org, reference }: { org: OrgRow; reference: string }) {
  const { t, org: view } = usePage();
  if (org.bank_account === null) {
    const phone = view?.phone?.shown;
    return <p class="mid">{phone === undefined ? t('portal.pay-ask') : t('portal.pay-ring', { phone, reference })}</p>;
  }
  return (
    <div class="stack g12">
      <p class="mid soft">{t('paper.by-transfer')}</p>
      <Facts
        of={[
          { label: t('paper.bank-holder'), value: org.bank_holder ?? org.name },
          { label: t('paper.bank-account'), value: org.bank_account, num: true },
          org.bank_code !== null && { label: t('paper.bank-code'), value: org.bank_code, num: true },
          { label: t('paper.bank-reference'), value: <b>{reference}</b>, num: true },
        ]}
      />
    </div>
  );
}
