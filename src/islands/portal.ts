// The portal's only script. Every page works without it.
import { CopyButton } from './copy-button.ts';
import { tellFirstDeed } from './first-deed.ts';
import { guardForms } from './once.ts';
import { PasskeyButton } from './passkey-button.ts';
import { ToastClose } from './toast-close.ts';

customElements.define('copy-button', CopyButton);
customElements.define('passkey-button', PasskeyButton);
customElements.define('toast-close', ToastClose);
guardForms(document);
tellFirstDeed(document);
document.querySelector<HTMLElement>('[data-focus]')?.focus();
