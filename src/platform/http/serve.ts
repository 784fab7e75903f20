import { once } from 'node:events';
import { createServer } from 'node:http';
import { Server as PlainServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { Explained, errorCode } from '../explained.ts';

export type ServeOptions = {
  readonly fetch: (request: Request, environment: unknown) => Response | Promise<Response>;
  readonly host: string;
  readonly port: number;
};

export type Server = {
  readonly port: number;
  /** Takes no new connection, lets the requests under way finish for up to `patienceMs`, then cuts what is left. */
  drain(patienceMs: number): Promise<void>;
};

/**
 * Limits against clients that hold connections open without sending: Node's own defaults leave them a minute. What is
 * slower than this is no browser; an upload has `requestTimeout`, not `headersTimeout`.
 */
const limits = {
  headersTimeout: 10_000,
  // Ten photos of a phone over a slow line: what took longer would be sent again from the start.
  requestTimeout: 120_000,
  // Longer than the 60 s after which common proxies drop an idle connection, so that the proxy is the one to close it.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};

/** Between a proxy's last look at a connection and the arrival of what it sends over it. */
const silenceMs = 300;

/** Listens, or throws `Explained` when the port can't be had. */
export async function serve(options: ServeOptions): Promise<Server> {
  const server = createAdaptorServer({ fetch: options.fetch, createServer, serverOptions: limits });
  if (!('closeIdleConnections' in server)) throw new Error('an HTTP/1 server was expected');
  // A proxy keeps its connections for long and sends everybody's requests over them; past this number Node answers 503.
  server.maxRequestsPerSocket = 100_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(refusal(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  const drain = async (patienceMs: number) => {
    const closed = once(server, 'close').then(() => true);
    // The plain server's way of closing: that of `http` cuts idle connections at once, and a request may be on its way over
    // one of them. Who sends another one is told that it is the last, and what stays silent is cut a moment later.
    server.prependListener('request', (_request, response) => (response.shouldKeepAlive = false));
    PlainServer.prototype.close.call(server);
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 25) {
      if (waitedMs >= silenceMs) server.closeIdleConnections();
      if (await Promise.race([closed, pause(25, false)])) return;
    }
    server.closeAllConnections();
  };
  return { port: typeof address === 'object' && address !== null ? address.port : options.port, drain };
}

function refusal(error: Error, { host, port }: ServeOptions): Error {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new Explained(`Port ${port} is taken by another program: stop it, or set PORT to a free one.`);
    case 'EACCES':
      return new Explained(`Port ${port} may not be used by this account: set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Explained(`This machine has no address ${host}: set HOST to one that it has.`);
    default:
      return error;
  }
}
