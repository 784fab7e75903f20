import { Button, ButtonLink } from './button.tsx';
import { usePage, type Children } from './context.tsx';
import { Form } from './form.tsx';

/** The part of a settings page where things end. Each line says what will happen; its link leads to a `Confirm`. */
export function DangerZone({
  id,
  title,
  items,
}: {
  id: string;
  title: string;
  items: readonly { readonly title: string; readonly text: Children; readonly action: Children }[];
}) {
  return (
    <section class="panel danger-zone" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
      </header>
      <ul>
        {items.map((item) => (
          <li key={item.title}>
            <div>
              <b>{item.title}</b>
              <p class="soft small">{item.text}</p>
            </div>
            {item.action}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Asks once before something that can't be undone: what will happen, the deed, the way back. */
export function Confirm({
  title,
  text,
  action,
  deed,
  backHref,
  fields,
  children,
}: {
  title: string;
  text: Children;
  action: string;
  /** The verb and its object, as on the button that led here. */
  deed: string;
  backHref: string;
  fields?: Readonly<Record<string, string>> | undefined;
  /** A field to type a reason, or the name once more. */
  children?: Children;
}) {
  const { t } = usePage();
  return (
    <div class="confirm card stack">
      <h1>{title}</h1>
      <p>{text}</p>
      <Form action={action} class="stack">
        {fields !== undefined &&
          Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        {children}
        <div class="row g8">
          <Button kind="danger">{deed}</Button>
          <ButtonLink href={backHref}>{t('ui.cancel')}</ButtonLink>
        </div>
      </Form>
    </div>
  );
}
