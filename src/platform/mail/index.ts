export { addressIn, isMailAddress } from './address.ts';
export { smtpSender, type MailMessage, type MailSender } from './smtp.ts';
