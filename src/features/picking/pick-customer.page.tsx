import {
  Button,
  ButtonLink,
  Columns,
  Empty,
  Form,
  OfficeHead,
  OfficeShell,
  SearchResults,
  TextField,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import { MOST_OFFERED, type Picked } from './find-customers.ts';

interface Props {
  readonly frame: OfficeFrame;
  readonly title: string;
  readonly action: string;
  readonly others: Readonly<Record<string, string>>;
  readonly text: string;
  readonly found: readonly Picked[];
  readonly hrefOf: (picked: Picked) => string;
  readonly newCustomerHref: string;
}

/** Whom a new record is for: a search that works without scripts, and what it found. */
export function PickCustomerPage(props: Props) {
  const { t } = usePage();
  const { frame, title, action, others, text, found, newCustomerHref } = props;
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} />
      <Columns kind="form">
        <Form method="get" action={action} search class="stack" label={t('picking.find')}>
          {Object.entries(others).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextField name="find" label={t('picking.find')} hint={t('picking.find-hint')} value={text} />
          <div>
            <Button kind="main">{t('picking.go')}</Button>
          </div>
        </Form>
      </Columns>
      {text !== '' && found.length === 0 && (
        <Empty icon="search-x" title={t('picking.nobody', { text })} text={t('picking.nobody-text')}>
          <ButtonLink href={newCustomerHref} icon="plus">
            {t('picking.add-customer')}
          </ButtonLink>
        </Empty>
      )}
      <Found {...props} />
    </OfficeShell>
  );
}

function Found({ found, hrefOf }: Props) {
  const { t } = usePage();
  const shown = found.slice(0, MOST_OFFERED);
  const title =
    found.length > shown.length
      ? t('picking.first-only', { count: shown.length })
      : t('picking.found', { count: found.length });
  return (
    <SearchResults
      groups={[
        {
          id: 'customers',
          title,
          items: shown.map((customer) => ({
            href: hrefOf(customer),
            icon: customer.kind === 'company' ? 'building-2' : 'user',
            title: customer.name,
            text: [customer.line1, customer.postcode, customer.city].filter(Boolean).join(', '),
            end: customer.number,
          })),
        },
      ]}
    />
  );
}
