import { OFFICE_LISTS, type ListName } from '../../kernel/lists.ts';
import { paths } from '../../kernel/paths.ts';
import {
  BackLink,
  Button,
  ButtonForm,
  Card,
  Chip,
  Columns,
  Empty,
  ErrorSummary,
  Form,
  Icon,
  OfficeHead,
  OfficeShell,
  Panel,
  Row,
  TextField,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import { MOST_NAME, type FilterLine } from './filter.ts';

/** The saved filters of one list: their names, their order, and taking them away. */
export function FiltersPage({
  frame,
  list,
  filters,
  mayWrite,
}: {
  frame: OfficeFrame;
  list: ListName;
  filters: readonly FilterLine[];
  mayWrite: boolean;
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={t('filters.manage-title')} frame={frame}>
      <BackLink href={OFFICE_LISTS[list]} label={t('filters.to-list')} />
      <OfficeHead title={t('filters.manage-title')} />
      {filters.length === 0 ? (
        <Empty icon="bookmark" title={t('filters.empty')} text={t('filters.empty-text')} />
      ) : (
        <Columns kind="form">
          <Panel id="filters" title={t('filters.title')} flush>
            <ul class="notices">
              {filters.map((filter, at) => (
                <FilterItem
                  key={filter.id}
                  list={list}
                  filter={filter}
                  isFirst={at === 0}
                  isLast={at === filters.length - 1}
                  mayChange={mayWrite || !filter.isTeam}
                />
              ))}
            </ul>
          </Panel>
        </Columns>
      )}
    </OfficeShell>
  );
}

function FilterItem({
  list,
  filter,
  isFirst,
  isLast,
  mayChange,
}: {
  list: ListName;
  filter: FilterLine;
  isFirst: boolean;
  isLast: boolean;
  mayChange: boolean;
}) {
  const { t } = usePage();
  const { id, name, query, isTeam } = filter;
  return (
    <li data-row>
      <a class="grow" href={`${OFFICE_LISTS[list]}?${query}`}>
        {name}
      </a>
      {isTeam && <Chip icon="users">{t('filters.team')}</Chip>}
      {mayChange && (
        <Row gap={4}>
          {!isFirst && <Move id={id} by="earlier" label={t('filters.earlier', { name })} icon="arrow-up" />}
          {!isLast && <Move id={id} by="later" label={t('filters.later', { name })} icon="arrow-down" />}
          <details class="menu" data-menu>
            <summary class="btn quiet">
              {t('filters.rename')}
              <span class="vh"> {name}</span>
            </summary>
            <Form action={paths.office.filterPart(id, 'name')} class="menu-form stack">
              <input type="hidden" name="list" value={list} />
              <TextField name="name" id={`name-${id}`} label={t('filters.name')} value={name} maxLength={MOST_NAME} />
              <div>
                <Button>{t('filters.save')}</Button>
              </div>
            </Form>
          </details>
          <ButtonForm action={paths.office.filterPart(id, 'removal')}>
            <button class="btn quiet" type="submit">
              {t('filters.remove')}
              <span class="vh"> {name}</span>
            </button>
          </ButtonForm>
        </Row>
      )}
    </li>
  );
}

function Move({
  id,
  by,
  label,
  icon,
}: {
  id: string;
  by: 'earlier' | 'later';
  label: string;
  icon: 'arrow-up' | 'arrow-down';
}) {
  return (
    <ButtonForm action={paths.office.filterPart(id, 'place')} fields={{ by }}>
      <button class="btn quiet icon-only" type="submit" aria-label={label}>
        <Icon name={icon} />
      </button>
    </ButtonForm>
  );
}

/** The form again, when what was typed can't be kept. */
export function SaveFilterPage({
  frame,
  list,
  query,
  name,
  forTeam,
  mayWrite,
  problems,
}: {
  frame: OfficeFrame;
  list: ListName;
  query: string;
  name: string;
  forTeam: boolean;
  mayWrite: boolean;
  problems: readonly FieldProblem[];
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={t('filters.keep')} frame={frame}>
      <OfficeHead title={t('filters.keep')} />
      <Columns kind="form">
        <Card>
          <ErrorSummary problems={problems} />
          <Form action={paths.office.filters} class="stack">
            <input type="hidden" name="list" value={list} />
            <input type="hidden" name="query" value={query} />
            <TextField
              name="name"
              label={t('filters.name')}
              value={name}
              maxLength={MOST_NAME}
              error={problems.find(({ field }) => field === 'name')?.text}
            />
            {mayWrite && (
              <label class="choice">
                <input type="checkbox" name="team" value="yes" checked={forTeam} />
                <span>{t('filters.for-team')}</span>
              </label>
            )}
            <div>
              <Button kind="main">{t('filters.save')}</Button>
            </div>
          </Form>
        </Card>
      </Columns>
    </OfficeShell>
  );
}
