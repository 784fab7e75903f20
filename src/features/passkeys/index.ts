export { passkeySite, type Passkey, type PasskeyOwner, type PasskeySite } from './passkey.ts';
export { askToRegister, registerPasskey } from './register-passkey.ts';
export { askToConfirmByPasskey, askToSignInByPasskey, confirmByPasskey, provePasskey } from './prove-passkey.ts';
export { removePasskey, renamePasskey } from './change-passkeys.ts';
export { passkeysOf, passkeysOfOwner } from './queries.ts';
export { NewPasskeyForm, PasskeyList, PasskeySignIn } from './passkeys.page.tsx';
export { passkeysPersonal } from './personal.ts';
