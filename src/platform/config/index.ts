export { readConfig, type Config, type MailConfig, type SmsConfig } from './config.ts';
export { ensureSecretKey } from './secret-key.ts';
