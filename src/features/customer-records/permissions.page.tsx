import { paths } from '../../kernel/paths.ts';
import {
  Button,
  Columns,
  ErrorSummary,
  Form,
  OfficeHead,
  OfficeShell,
  Panel,
  problemOf,
  Savebar,
  usePage,
  type FieldProblem,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { Customer } from '../customers/index.ts';
import { ChoiceFields } from '../permissions/index.ts';
import { OlderJobsForm } from '../rights/index.ts';

/** The customer's layer of permissions: what counts for all its contacts. */
export function CustomerPermissionsPage({
  frame,
  customer,
  org,
  typed,
  problems = [],
}: {
  frame: OfficeFrame;
  customer: Customer;
  /** What the business says for everybody. */
  org: { readonly permissions: unknown; readonly jobs_shown_months: number | null };
  typed?: Readonly<Record<string, string>> | undefined;
  problems?: readonly FieldProblem[] | undefined;
}) {
  const { t } = usePage();
  const title = t('customers.may-page', { name: customer.name });
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} />
      <ErrorSummary problems={problems} />
      <p class="soft small">{t('customers.may-text')}</p>
      <Columns kind="form">
        <Form action={paths.office.customerPart(customer.number, 'permissions')} class="stack g24">
          <ChoiceFields
            layer="customer"
            layers={{ org: org.permissions, customer: customer.permissions }}
            typed={typed}
          />
          <Savebar cancel={paths.office.customer(customer.number)} text={t('rights.preview-note')}>
            <Button kind="main">{t('rights.preview')}</Button>
          </Savebar>
        </Form>
        <Panel id="older-jobs" title={t('rights.older-title')}>
          <OlderJobsForm
            action={paths.office.customerPart(customer.number, 'older-jobs')}
            months={customer.jobs_shown_months}
            ofOrg={org.jobs_shown_months}
            typed={typed?.['months']}
            error={problemOf(problems, 'months')}
          />
        </Panel>
      </Columns>
    </OfficeShell>
  );
}
