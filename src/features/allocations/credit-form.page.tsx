import {
  Button,
  Columns,
  ErrorSummary,
  Form,
  formatMoney,
  OfficeHead,
  OfficeShell,
  Savebar,
  usePage,
  type OfficeFrame,
} from '../../ui/index.ts';
import type { CreditLeft } from './views.ts';
import { SplitGroup, type SplitProps } from './split.page.tsx';

export interface CreditProps {
  readonly frame: OfficeFrame;
  readonly credit: CreditLeft;
  readonly action: string;
  /** The payment or credit note it is left of. */
  readonly backHref: string;
}

export interface CreditFormProps extends SplitProps, CreditProps {}

/** Credit left of a payment or credit note, set against what is open now. */
export function CreditFormPage(props: CreditFormProps) {
  const { t, locale } = usePage();
  const { frame, credit, action, backHref, problems } = props;
  const free = { minor: credit.free_minor, currency: credit.currency };
  const title = t('payments.credit-title', { amount: formatMoney(free, locale) });
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead
        title={title}
        meta={<span class="soft small">{t('payments.from-customer', { customer: credit.customer_name })}</span>}
      />
      <Columns kind="form">
        {props.invoices.length === 0 ? (
          <div>
            <SplitGroup {...props} />
            <Savebar cancel={backHref}>{null}</Savebar>
          </div>
        ) : (
          <Form action={action}>
            <ErrorSummary problems={problems} />
            <input type="hidden" name="seen" value={String(credit.free_minor)} />
            <SplitGroup {...props} />
            <Savebar cancel={backHref}>
              <Button kind="main" name="press" value="save">
                {t('payments.credit-save')}
              </Button>
            </Savebar>
          </Form>
        )}
      </Columns>
    </OfficeShell>
  );
}
