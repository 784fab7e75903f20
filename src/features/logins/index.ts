export {
  changeUsername,
  inviteWithPassword,
  sendPasswordLink,
  setInitialPassword,
  type LoginDeed,
  withdrawLogin,
} from './manage-login.ts';
export { type LoginHolder, type LoginShown } from './login.ts';
export { LoginPanel } from './login-panel.page.tsx';
export { loginShownFor, ownLogin, type OwnLogin } from './queries.ts';
export { loginRoutes } from './portal.tsx';
export { passwordLinkSecret } from './secret.ts';
export { sendPasswordLinkTask } from './tasks.ts';
export { loginsPersonal } from './personal.ts';
