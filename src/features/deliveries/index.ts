export {
  CHANNELS,
  MOST_SEGMENTS,
  MOST_SMS_A_DAY,
  retryRefusal,
  STATES,
  type Channel,
  type DeliveryState,
} from './delivery.ts';
export { holdWaiting } from './hold-waiting.ts';
export { deliveriesPersonal } from './personal.ts';
export { queueDelivery, type NewDelivery, type Recipient } from './queue-delivery.ts';
export { renderDelivery, type Rendered } from './render-delivery.ts';
export { deliveriesKept } from './retention.ts';
export { retryDelivery } from './retry-delivery.ts';
export { hidden, isSecretKind, SECRET_TAGS, type ResolveSecret, type Secret, type SecretReference } from './secrets.ts';
export { sendDeliveryTask } from './tasks.ts';
export { hasSender, maySee, maySeeSecrets } from './who-sees.ts';
