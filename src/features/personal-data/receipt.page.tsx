import { paths } from '../../kernel/paths.ts';
import {
  Day,
  FactGrid,
  Facts,
  OfficeHead,
  OfficeShell,
  Panel,
  Stack,
  Time,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import { tableWord } from './customer-data.page.tsx';
import type { ErasureRecord } from './views.ts';

/** What was erased, and what the law makes us keep: to be printed or kept for whoever asks. */
export function ReceiptPage({ frame, erasure, org }: { frame: OfficeFrame; erasure: ErasureRecord; org: string }) {
  const { t } = usePage();
  const title = t(erasure.contact_id === null ? 'personal.receipt-customer' : 'personal.receipt-contact', {
    number: erasure.customer_number,
  });
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} lead={org} meta={<a href={paths.office.dataRequests}>{t('personal.list-title')}</a>} />
      <Stack gap={24}>
        <FactGrid
          of={[
            { label: t('personal.receipt-number'), value: erasure.id, num: true },
            { label: t('personal.receipt-when'), value: <Time at={erasure.erased_at} long /> },
            { label: t('personal.receipt-by'), value: erasure.staff_name ?? t('personal.receipt-by-itself') },
            erasure.repeated_at !== null && {
              label: t('personal.receipt-again'),
              value: <Time at={erasure.repeated_at} long />,
            },
          ]}
        />
        <Counts id="erased" title={t('personal.receipt-erased')} of={erasure.receipt.erased} />
        <Counts id="kept" title={t('personal.receipt-kept')} of={erasure.receipt.kept}>
          <p>
            {t('personal.receipt-books')} <Day on={erasure.books_until} full />
          </p>
        </Counts>
      </Stack>
    </OfficeShell>
  );
}

function Counts({
  id,
  title,
  of,
  children,
}: {
  id: string;
  title: string;
  of: Readonly<Record<string, number>>;
  children?: preact.ComponentChildren;
}) {
  const { t } = usePage();
  const rows = Object.entries(of);
  return (
    <Panel id={id} title={title}>
      {rows.length === 0 ? (
        <p class="soft">{t('personal.receipt-nothing')}</p>
      ) : (
        <Facts of={rows.map(([table, count]) => ({ label: tableWord(t, table), value: String(count), num: true }))} />
      )}
      {rows.length > 0 && children}
    </Panel>
  );
}
