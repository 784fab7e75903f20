import { paths } from '../../kernel/paths.ts';
import { Button, ButtonForm, usePage } from '../../ui/index.ts';

/** Opens a page of the portal as its customer sees it. */
export function CustomersView({ number, to }: { number: string; to: string }) {
  const { t } = usePage();
  return (
    <ButtonForm action={paths.office.customerPart(number, 'portal-view')} fields={{ to }}>
      <Button icon="eye">{t('picking.customers-view')}</Button>
    </ButtonForm>
  );
}
