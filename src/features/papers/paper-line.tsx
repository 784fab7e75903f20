import { usePage } from '../../ui/context.tsx';
import { formatMoney } from '../../ui/format.ts';
import type { PaperLine } from '../../ui/paper.tsx';
import type { ShownLine } from './line.ts';

/** A line as it stands on the paper; what is more than one piece says how many at what price. */
export function paperLine(line: ShownLine, currency: string): PaperLine {
  return {
    id: line.id,
    text: line.description.split('\n').map((part, at) => (
      <span key={at} class="block">
        {part}
      </span>
    )),
    detail: isOne(line) ? undefined : <Quantity line={line} currency={currency} />,
    amount: { minor: line.amount_minor, currency },
  };
}

function isOne({ quantity, unit }: ShownLine): boolean {
  return unit === null && /^1(\.0*)?$/.test(quantity);
}

function Quantity({ line, currency }: { line: ShownLine; currency: string }) {
  const { t, locale } = usePage();
  const quantity = decimalText(line.quantity, locale);
  return (
    <>
      {t('portal.quantity-price', {
        quantity: line.unit === null ? quantity : `${quantity}\u00a0${line.unit}`,
        price: formatMoney({ minor: line.unit_price_minor, currency }, locale),
      })}
    </>
  );
}

/** "2.5000" as *2.5*, exact at any size. */
function decimalText(text: string, locale: string): string {
  const decimal = /^-?\d+(\.\d+)?$/.test(text) ? (text as `${number}`) : '0'; // brand: checked by the pattern
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(decimal).replace('-', '−');
}
