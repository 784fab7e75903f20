import { paths, withQuery } from '../../kernel/paths.ts';
import { CHOICES, choiceIn, LIVE_AREAS } from '../../kernel/permissions.ts';
import { FORM_KEY, newFormKey } from '../../platform/http/index.ts';

import {
  Button,
  Choice,
  Empty,
  ErrorSummary,
  Filterbar,
  Grid,
  OfficeHead,
  OfficeShell,
  Pages,
  problemOf,
  Stack,
  SelectField,
  Tabs,
  TextField,
  Time,
  usePage,
  type FieldProblem,
  type OfficeFrame,
  type Translate,
} from '../../ui/index.ts';
import { areaWord, choiceWord, knownChoices } from '../permissions/index.ts';
import { MOST_TARGETS, wishIn, type Choosable, type Found, type Grant, type GrantLayer, type Wish } from './grant.ts';
import { namesHref, type NamesAsked } from './list-asked.ts';

export interface GrantsPageProps {
  readonly frame: OfficeFrame;
  readonly layer: GrantLayer;
  readonly asked: NamesAsked;
  readonly found: Found;
  readonly last: readonly (Grant & { readonly staff_name: string })[];
  readonly problems: readonly FieldProblem[];
}

/** A wish in words: *Invoices: View*, *Invoices: as the business*. */
export function wishWords({ area, choice }: Wish, layer: GrantLayer, t: Translate): string {
  const known = choice === null ? null : choiceIn({ [area]: choice }, area);
  const word = known === null ? t(`grants.inherit-${layer}`) : choiceWord(area, known, t);
  return t('grants.wish-words', { area: areaWord(area, t), choice: word });
}

/** Customers or contacts to choose from, and one choice for all that are chosen. */
export function GrantsPage(props: GrantsPageProps) {
  const { t } = usePage();
  const { frame, layer, asked, found, problems } = props;
  const here = (of: GrantLayer) => withQuery(paths.office.grants, { of });
  return (
    <OfficeShell title={t('grants.title')} frame={frame}>
      <OfficeHead title={t('grants.title')} meta={<span class="soft small">{t('grants.text')}</span>} />
      <ErrorSummary problems={problems} />
      <Tabs
        label={t('grants.title')}
        of={(['customer', 'contact'] as const).map((of) => ({
          href: here(of),
          label: t(`grants.tab-${of}`),
          current: of === layer,
        }))}
      />
      <Filterbar action={paths.office.grants} active={[]} clearHref={here(layer)}>
        <input type="hidden" name="of" value={layer} />
        <TextField
          name="q"
          label={t('grants.find')}
          labelHidden
          placeholder={t('grants.find')}
          value={asked.q}
          type="search"
        />
      </Filterbar>
      {found.rows.length === 0 ? <Empty icon="search-x" title={t('grants.none')} /> : <ChooseFrom {...props} />}
      <Pages
        newer={found.newer === null ? undefined : namesHref(here(layer), asked, { before: found.newer })}
        older={found.older === null ? undefined : namesHref(here(layer), asked, { after: found.older })}
      />
      <Last {...props} />
    </OfficeShell>
  );
}

function ChooseFrom({ layer, asked, found, problems }: GrantsPageProps) {
  const { t } = usePage();
  return (
    <Grid
      label={t(`grants.tab-${layer}`)}
      rows={found.rows}
      rowKey={(row) => row.id}
      pick={{
        name: 'who',
        value: (row) => row.id,
        label: (row) => t('grants.pick', { name: row.name }),
        action: paths.office.grants,
        buttons: <Bulk layer={layer} asked={asked} count={found.count} problems={problems} />,
      }}
      columns={[
        { id: 'name', title: t('grants.column-name'), heads: true, cut: true, cell: (row) => row.name },
        {
          id: 'customer',
          title: t('grants.column-customer'),
          cut: true,
          cell: (row) => (
            <a href={paths.office.customer(row.customer_number)}>
              {layer === 'customer' ? row.customer_number : `${row.customer_name}, ${row.customer_number}`}
            </a>
          ),
        },
        { id: 'own', title: t('grants.column-own'), cell: (row) => ownWords(row, t) },
      ]}
    />
  );
}

/** What somebody's own layer says. */
function ownWords({ permissions }: Choosable, t: Translate): string {
  const own = knownChoices(permissions);
  const said = LIVE_AREAS.flatMap((area) => {
    const choice = choiceIn(own, area);
    return choice === null
      ? []
      : [t('grants.wish-words', { area: areaWord(area, t), choice: choiceWord(area, choice, t) })];
  });
  return said.length === 0 ? t('grants.own-none') : said.join(', ');
}

function Bulk({
  layer,
  asked,
  count,
  problems,
}: {
  layer: GrantLayer;
  asked: NamesAsked;
  count: number;
  problems: readonly FieldProblem[];
}) {
  const { t } = usePage();
  return (
    <>
      <input type="hidden" name="of" value={layer} />
      <input type="hidden" name="q" value={asked.q} />
      <input type="hidden" name={FORM_KEY} value={newFormKey()} />
      {count <= MOST_TARGETS && <Choice name="all" label={t('grants.all', { count })} />}
      {count > MOST_TARGETS && <span>{t('grants.too-many', { most: MOST_TARGETS })}</span>}
      <WishField layer={layer} error={problemOf(problems, 'wish')} />
      <Button kind="main">{t('grants.look')}</Button>
    </>
  );
}

/** Every choice of every area, to pick one of. */
function WishField({ layer, error }: { layer: GrantLayer; error?: string | undefined }) {
  const { t } = usePage();
  const wishes = LIVE_AREAS.flatMap((area) => [...CHOICES[area], 'inherit'].map((choice) => `${area}.${choice}`));
  return (
    <SelectField
      name="wish"
      label={t('grants.wish')}
      labelHidden
      error={error}
      options={[
        { value: '', label: t('grants.wish') },
        ...wishes.flatMap((value) => {
          const wish = wishIn(value);
          return wish === null ? [] : [{ value, label: wishWords(wish, layer, t) }];
        }),
      ]}
    />
  );
}

/** What the table of customers adds to its bar for whoever may change rights: one choice for those that are ticked. */
export function GrantToTicked() {
  const { t } = usePage();
  return (
    <>
      <input type="hidden" name="of" value="customer" />
      <input type="hidden" name={FORM_KEY} value={newFormKey()} />
      <WishField layer="customer" />
      <Button formAction={paths.office.grants}>{t('grants.look')}</Button>
    </>
  );
}

function Last({ last }: GrantsPageProps) {
  const { t } = usePage();
  if (last.length === 0) return null;
  return (
    <Stack gap={12}>
      <h2>{t('grants.last')}</h2>
      <Grid
        label={t('grants.last')}
        rows={last}
        rowKey={(grant) => grant.id}
        columns={[
          {
            id: 'wish',
            title: t('grants.column-wish'),
            heads: true,
            cell: (grant) => <a href={paths.office.grant(grant.id)}>{grantWords(grant, t)}</a>,
          },
          { id: 'total', title: t('grants.column-total'), kind: 'num', cell: (grant) => grant.total },
          { id: 'who', title: t('grants.column-who'), cell: (grant) => grant.staff_name },
          { id: 'when', title: t('grants.column-when'), cell: (grant) => <Time at={grant.asked_at} /> },
          { id: 'state', title: t('grants.column-state'), cell: (grant) => stateWord(grant, t) },
        ]}
      />
    </Stack>
  );
}

export function grantWords({ area, choice, layer }: Grant, t: Translate): string {
  const wish = wishIn(`${area}.${choice ?? 'inherit'}`);
  return wish === null ? area : wishWords(wish, layer === 'contact' ? 'contact' : 'customer', t);
}

export function stateWord({ state }: Grant, t: Translate): string {
  return t(`grants.state-${state === 'running' || state === 'done' || state === 'undoing' ? state : 'undone'}`);
}
