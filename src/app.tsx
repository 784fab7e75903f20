import { Hono, type Context } from 'hono';
import { officeLog } from './features/audit-log/index.ts';
import { appearanceRoutes } from './features/appearance/index.ts';
import { deliveryRoutes } from './features/mailbox/index.ts';
import { officeAllocations } from './features/allocations/index.ts';
import { bulkRoutes } from './features/bulk/index.ts';
import { filterRoutes, removeFilterDeed } from './features/filters/index.ts';
import { helpRoutes } from './features/help/index.ts';
import { noticeRoutes, readAllDeed } from './features/notices/index.ts';
import { undoRoutes } from './features/undo/index.ts';
import { officeImports } from './features/imports/index.ts';
import { colleaguesPortal } from './features/colleagues/index.ts';
import { contactDeed, officeContacts } from './features/contacts/index.ts';
import { officeCustomers } from './features/customer-records/index.ts';
import { linkDeed, linkRoutes, officeLinks } from './features/links/index.ts';
import { customersDeed, viewFromOfficeRoutes } from './features/customers/index.ts';
import { detailsPortal, officeDetails, reachLinkRoutes } from './features/details/index.ts';
import { lookRoutes } from './features/look/index.ts';
import { invoiceThreads, jobThreads, officeMessages } from './features/inbox/index.ts';
import { messagesAbout, messagesPortal } from './features/messages/index.ts';
import { messageSettings } from './features/saved-replies/index.ts';
import { officeGrants } from './features/grants/index.ts';
import { homePortal } from './features/home/index.ts';
import { officeDrafts } from './features/paper-drafts/index.ts';
import { jobInvoices, officePapers } from './features/paper-records/index.ts';
import { papersPortal } from './features/visible-papers/index.ts';
import { officeStatements, statementPortal } from './features/statements/index.ts';
import { jobsDeed } from './features/jobs/index.ts';
import { jobsPortal } from './features/visible-jobs/index.ts';
import { officeJobs } from './features/job-records/index.ts';
import { personalOffice, personalPortal } from './features/personal-data/index.ts';
import { officePayments } from './features/payments/index.ts';
import { orgAssets } from './features/orgs/index.ts';
import { deskRoutes } from './features/desk/index.ts';
import { searchRoutes } from './features/search/index.ts';
import { officeSites, siteDeed } from './features/sites/index.ts';
import { settingsRoutes } from './features/settings/index.ts';
import { setupRoutes } from './features/setup/index.ts';
import { loginRoutes } from './features/logins/index.ts';
import { securityRoutes, signInsRoutes } from './features/ways-in/index.ts';
import { stepUpRoutes } from './features/step-up/index.ts';
import { staffSignInRoutes } from './features/staff-signin/index.ts';
import { accountRoutes } from './features/account/index.ts';
import { teamRoutes } from './features/team/index.ts';
import { ownPinRoutes, portalSignInRoutes } from './features/signin/index.ts';
import { Busy, Invalid, NotFound, Refused, TooMany } from './kernel/errors.ts';
import { paths } from './kernel/paths.ts';
import { answerError, hasOwnHost, originFor, separateDoors, rememberLanguage } from './features/access/index.ts';
import {
  BadRequest,
  healthRoutes,
  requestLog,
  safeHeaders,
  sameOriginOnly,
  oneHostOnly,
  soundAddressOnly,
  type Assets,
  type Readiness,
} from './platform/http/index.ts';
import { metricsRoutes, type Metrics, type MetricsDoor } from './platform/metrics/index.ts';
import type { Services } from './platform/services.ts';
import { personalTables } from './personal.ts';
import { secretsOf } from './secrets.ts';

/** Everything that can be taken back right after it was done. */
const deeds = [readAllDeed, removeFilterDeed, jobsDeed, customersDeed, contactDeed, siteDeed, linkDeed];

/** What a serving process has besides its services; tests of pages need neither. */
export interface ProcessParts {
  readonly readiness: Readiness;
  readonly assets: Assets;
  readonly metrics: Metrics;
  readonly metricsDoor: MetricsDoor;
}

/**
 * The table of contents: every feature's routes, and what each error becomes. Adding a feature is one line here, and
 * its routes are then in the isolation matrix.
 */
export function createApp(services: Services, process: Partial<ProcessParts> = {}): Hono {
  const app = new Hono();
  // Before the log: a probe every few seconds would drown everything else.
  if (process.readiness) app.route('/', healthRoutes(process.readiness));
  if (process.metricsDoor) app.route('/', metricsRoutes(process.metricsDoor));
  if (process.metrics) app.use(process.metrics.timing);
  app.use(requestLog(services.log));
  app.use(safeHeaders(services.baseUrl, hasOwnHost(services) ? [services.baseUrl] : []));
  app.use(oneHostOnly);
  app.use(soundAddressOnly);
  app.use(sameOriginOnly(originFor(services)));
  app.use(separateDoors(services));
  app.use(rememberLanguage(services));
  const { assets } = process;
  if (assets) app.get(paths.asset(':file'), (c) => assets.answer(c));
  setupRoutes(app, services);
  deskRoutes(app, services);
  searchRoutes(app, services);
  settingsRoutes(app, services);
  lookRoutes(app, services);

  linkRoutes(app, services);
  staffSignInRoutes(app, services);
  accountRoutes(app, services);
  teamRoutes(app, services);
  portalSignInRoutes(app, services);
  ownPinRoutes(app, services);
  stepUpRoutes(app, services);
  loginRoutes(app, services);
  securityRoutes(app, services);
  signInsRoutes(app, services);
  orgAssets(app, services);
  appearanceRoutes(app, services);
  officeCustomers(app, services);
  officeContacts(app, services);
  officeSites(app, services);
  officeGrants(app, services);
  officeLinks(app, services);
  deliveryRoutes(app, services, secretsOf(services));
  officeJobs(app, services, [jobInvoices, jobThreads]);
  officeDrafts(app, services);
  officePapers(app, services, [invoiceThreads]);
  officePayments(app, services);
  officeAllocations(app, services);
  viewFromOfficeRoutes(app, services);
  officeMessages(app, services);
  messageSettings(app, services);
  jobsPortal(app, services, [messagesAbout('job')]);
  papersPortal(app, services, [messagesAbout('invoice')]);
  // Before the portal's: `/office/counts` is no org's.
  noticeRoutes(app, services);
  messagesPortal(app, services);
  officeStatements(app, services);
  statementPortal(app, services);
  reachLinkRoutes(app, services);
  detailsPortal(app, services);
  officeDetails(app, services);
  colleaguesPortal(app, services);
  homePortal(app, services);
  officeImports(app, services);
  officeLog(app, services);
  bulkRoutes(app, services);
  filterRoutes(app, services);
  helpRoutes(app, services);
  undoRoutes(app, services, deeds);
  personalOffice(app, services, personalTables);
  personalPortal(app, services);

  app.notFound((c) => answerError(c, services, 404));
  app.onError((error, c) => errorPage(c, services, error));
  return app;
}

function errorPage(c: Context, services: Services, error: Error): Response {
  if (error instanceof NotFound) return answerError(c, services, 404);
  if (error instanceof Refused) return answerError(c, services, 409, { reason: error.reason, values: error.values });
  if (error instanceof Invalid) return answerError(c, services, 422);
  if (error instanceof TooMany) {
    c.header('Retry-After', String(error.retryAfterSeconds));
    return answerError(c, services, 429);
  }
  if (error instanceof Busy) {
    c.header('Retry-After', String(error.retryAfterSeconds));
    return answerError(c, services, 503, { reason: error.reason });
  }
  if (error instanceof BadRequest) return answerError(c, services, error.status);
  const code = crypto.randomUUID().slice(0, 8);
  services.log.error({ err: error, code, route: c.req.routePath, method: c.req.method }, 'a request failed');
  return answerError(c, services, isOutage(error) ? 503 : 500, { code });
}

/** The database is away or too slow: try again, nothing is wrong with the request. */
function isOutage(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(08|53|57P)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ETIMEDOUT'].includes(code) ||
    /timeout|terminated|not queryable/i.test(error.message)
  );
}
