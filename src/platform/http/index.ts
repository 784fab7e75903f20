export { cookiesOf } from './cookies.ts';
export { deviceName } from './device.ts';
export { FormReader } from './form-reader.ts';
export { BadRequest, cleanText, readForm, type TypedForm } from './forms.ts';
export { clientAddress, safeHeaders, sameOriginOnly, soundAddressOnly } from './guards.ts';
export { loadAssets, type Assets } from './assets.ts';
export { healthRoutes, type Readiness } from './health.ts';
export { requestLog } from './request-log.ts';
export { serve, type Server } from './serve.ts';
