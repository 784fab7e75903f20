import {
  Button,
  ButtonLink,
  Columns,
  Form,
  Lines,
  OfficeHead,
  OfficeShell,
  Panel,
  usePage,
  type Children,
  type OfficeFrame,
} from '../../ui/index.ts';

export interface Asking {
  /** What will happen, with the count in it. */
  readonly title: string;
  readonly text: string;
  readonly deed: string;
  readonly danger?: boolean;
  readonly action: string;
  readonly back: string;
  /** The rows, the deed and where to go back to. */
  readonly fields: readonly (readonly [string, string])[];
  readonly children?: Children;
}

/** Asks once before something happens to many, naming how many. */
export function BulkConfirmPage({ frame, asking }: { frame: OfficeFrame; asking: Asking }) {
  const { t } = usePage();
  const { title, text, deed, danger, action, back, fields, children } = asking;
  return (
    <OfficeShell title={title} frame={frame}>
      <div class="confirm card stack">
        <h1>{title}</h1>
        <p>{text}</p>
        <Form action={action} class="stack">
          {fields.map(([name, value]) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="sure" value="yes" />
          {children}
          <div class="row g8">
            <Button kind={danger === true ? 'danger' : 'main'}>{deed}</Button>
            <ButtonLink href={back}>{t('ui.cancel')}</ButtonLink>
          </div>
        </Form>
      </div>
    </OfficeShell>
  );
}

/** What was done, and row by row what was not. */
export function BulkOutcomePage({
  frame,
  title,
  left,
  back,
}: {
  frame: OfficeFrame;
  title: string;
  left: readonly { readonly name: string; readonly href: string; readonly reason: string }[];
  back: string;
}) {
  const { t } = usePage();
  return (
    <OfficeShell title={title} frame={frame}>
      <OfficeHead title={title} actions={<ButtonLink href={back}>{t('bulk.back')}</ButtonLink>} />
      <Columns kind="form">
        <Panel id="left" title={t('bulk.left', { count: left.length })}>
          <Lines>
            {left.map(({ name, href, reason }) => (
              <li key={href}>
                <a href={href}>{name}</a>
                <span class="soft"> {reason}</span>
              </li>
            ))}
          </Lines>
        </Panel>
      </Columns>
    </OfficeShell>
  );
}
