import { NarrowedList, usePage, type Choosing, type NarrowedListProps } from '../../ui/index.ts';
import { listHref, type ListPage, type PapersAsked } from './paper-list.ts';

interface Props extends Pick<
  NarrowedListProps,
  'frame' | 'title' | 'meta' | 'add' | 'href' | 'customer' | 'noneFit' | 'noneYet' | 'children'
> {
  readonly states: Choosing['options'];
  readonly asked: PapersAsked<string>;
  readonly list: ListPage<unknown>;
}

/** A list of invoices or of credit notes. */
export function PapersList({ states, asked, list, ...props }: Props) {
  const { t } = usePage();
  const { href } = props;
  return (
    <NarrowedList
      {...props}
      sorted={t('invoices.sorted')}
      choices={[
        {
          name: 'state',
          label: t('invoices.filter-state'),
          value: asked.state,
          any: t('invoices.filter-all'),
          options: states,
          removeHref: listHref(href, asked, { state: null }),
        },
      ]}
      asked={asked}
      without={(change) => listHref(href, asked, change)}
      newer={list.newer === null ? undefined : listHref(href, asked, { before: list.newer })}
      older={list.older === null ? undefined : listHref(href, asked, { after: list.older })}
      keys={t('invoices.keys')}
      isEmpty={list.rows.length === 0}
    />
  );
}
