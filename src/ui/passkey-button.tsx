import { h } from 'preact';
import { usePage, type Children } from './context.tsx';
import { Form } from './form.tsx';

/**
 * A form that the person's device answers: `create` makes a passkey, `get` signs with one. Hidden until its script
 * finds that the browser can. `options` is asked for the question; `action` gets the answer, in the field `passkey`.
 */
export function PasskeyButton({
  deed,
  options,
  action,
  children,
}: {
  deed: 'create' | 'get';
  options: string;
  action: string;
  children: Children;
}) {
  const { t } = usePage();
  return h(
    'passkey-button',
    { hidden: true, deed, options, failed: t('passkeys.failed'), known: t('passkeys.known') },
    <Form action={action} class="stack">
      <input type="hidden" name="passkey" value="" />
      <p class="err" role="status" data-problem hidden />
      {children}
    </Form>,
  );
}
