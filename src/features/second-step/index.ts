export { proveTotp, totpAddress, type Holder, type Proof } from './totp.ts';
export { useRecoveryCode } from './recovery-codes.ts';
export {
  beginSecondStep,
  confirmSecondStep,
  removeSecondStep,
  renewRecoveryCodes,
  secondStepOf,
  secretBeingSetUp,
  type SecondStepState,
} from './second-step.ts';
