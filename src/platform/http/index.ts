export { cookiesOf } from './cookies.ts';
export { deviceName } from './device.ts';
export { BadRequest, cleanText, readForm, type TypedForm } from './forms.ts';
export { clientAddress, safeHeaders, sameOriginOnly } from './guards.ts';
