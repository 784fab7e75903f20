export { carryOut } from './carry-out.ts';
export { OfficeConfirmPage } from './office-confirm.page.tsx';
export { proveInOffice, askInOffice, leadToOfficeConfirm } from './office-confirm.tsx';
export { ConfirmCodePage, ConfirmPage, type Confirming } from './confirm.page.tsx';
export {
  carriedIn,
  hasPasskey,
  isStepUp,
  maskedEmail,
  maskedPhone,
  reachOf,
  readReach,
  STEP_UPS,
  type Carried,
  type Reach,
  type StepUp,
  isSteppedUp,
  asksForStepUp,
  carry,
} from './step-up.ts';
