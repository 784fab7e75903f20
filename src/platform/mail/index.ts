export { addressIn, isMailAddress } from './address.ts';
export { smtpRefusal, smtpSender, type MailMessage, type MailSender } from './smtp.ts';
