import { usePage, type Children } from './context.tsx';
import { SelectField } from './fields.tsx';
import { Filterbar, type ActiveFilter } from './filterbar.tsx';
import type { IconName } from './icon.tsx';
import {
  CustomerAndDayFields,
  customerAndDayFilters,
  NoRowsFit,
  NoRowsYet,
  OfficeList,
  type Narrowed,
  type OfficeListProps,
} from './office-list.tsx';

/** A field that narrows a list to one of a few. */
export interface Choosing {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  /** What stands in it while nothing is chosen. */
  readonly any: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** The list without this choice. */
  readonly removeHref: string;
}

export interface NarrowedListProps extends Omit<OfficeListProps, 'filters'> {
  /** The list with nothing chosen. */
  readonly href: string;
  /** How it is sorted. */
  readonly sorted: string;
  readonly choices: readonly Choosing[];
  readonly asked: Narrowed;
  readonly customer: { readonly name: string } | null;
  /** The list without a customer or a day. */
  readonly without: Parameters<typeof customerAndDayFilters>[3];
  /** Above the filters. */
  readonly above?: Children;
  readonly isEmpty: boolean;
  readonly noneFit: string;
  readonly noneYet: { readonly icon: IconName; readonly title: string; readonly text: string };
}

/** A list of the office that is narrowed by choices, a customer and days; it says why where it shows nothing. */
export function NarrowedList(props: NarrowedListProps) {
  const page = usePage();
  const { href, sorted, choices, asked, customer, without, above, isEmpty, noneFit, noneYet, children } = props;
  const active = [...choices.flatMap(chosen), ...customerAndDayFilters(page, asked, customer?.name, without)];
  return (
    <OfficeList
      {...props}
      filters={
        <>
          {above}
          <Filterbar action={href} active={active} clearHref={href} end={sorted}>
            {choices.map(({ name, label, value, any, options }) => (
              <SelectField
                key={name}
                name={name}
                label={label}
                labelHidden
                value={value ?? ''}
                options={[{ value: '', label: any }, ...options]}
              />
            ))}
            <CustomerAndDayFields {...asked} />
          </Filterbar>
        </>
      }
    >
      {!isEmpty ? (
        children
      ) : active.length > 0 ? (
        <NoRowsFit title={noneFit} clearHref={href} />
      ) : (
        <NoRowsYet {...noneYet} add={props.add} />
      )}
    </OfficeList>
  );
}

function chosen({ label, value, options, removeHref }: Choosing): ActiveFilter[] {
  const option = options.find((one) => one.value === value);
  return option === undefined ? [] : [{ label, value: option.label, removeHref }];
}
