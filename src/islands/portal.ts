// The portal's only script. Every page works without it.
import { CopyButton } from './copy-button.ts';
import { tellFirstDeed } from './first-deed.ts';
import { keepForms } from './keep.ts';
import { keepCounts } from './live-counts.ts';
import { LiveRegion } from './live-region.ts';
import { guardForms } from './once.ts';
import { PasskeyButton } from './passkey-button.ts';
import { sendForms } from './send-form.ts';
import { ToastClose } from './toast-close.ts';

customElements.define('copy-button', CopyButton);
customElements.define('passkey-button', PasskeyButton);
customElements.define('toast-close', ToastClose);
customElements.define('live-region', LiveRegion);
sendForms(document);
guardForms(document);
tellFirstDeed(document);
keepForms(document);
keepCounts(document);
document.querySelector<HTMLElement>('[data-focus]')?.focus();
