export { readConfig, type BackupConfig, type Config, type MailConfig, type SmsConfig } from './config.ts';
export { ensureSecretKey, secretKeyIfThere } from './secret-key.ts';
export { readPassphrase } from './passphrase.ts';
