import { parentPort } from 'node:worker_threads';
import { invoicePaper } from './features/invoice-documents/index.ts';
import { statementPaper } from './features/statement-documents/index.ts';
import { drawAsAsked } from './platform/drawing/thread.ts';

/* Every kind of paper. This file is a program of its own: the thread that a process draws in. */
if (parentPort === null) throw new Error('the drawing thread is started by a process that serves');
drawAsAsked(parentPort, [invoicePaper, statementPaper]);
