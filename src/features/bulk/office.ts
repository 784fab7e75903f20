import type { Hono } from 'hono';
import type { Services } from '../../platform/services.ts';
import { officeDoor } from '../access/index.ts';
import { drawCustomers, manyCustomers } from './customers.tsx';
import { manyDeliveries } from './deliveries.ts';
import { manyInvoices } from './invoices.tsx';
import { manyJobs } from './jobs.tsx';

/** What is done to many rows of a list at once. */
export function bulkRoutes(app: Hono, services: Services): void {
  const door = officeDoor(app, services);
  door.post('/office/bulk/jobs', { right: 'write' }, manyJobs);
  door.post('/office/bulk/invoices', { right: 'read' }, manyInvoices);
  door.post('/office/bulk/deliveries', { right: 'write' }, manyDeliveries);
  door.get('/office/bulk/customers', { right: 'write' }, drawCustomers);
  door.post('/office/bulk/customers', { right: 'write' }, manyCustomers);
}
