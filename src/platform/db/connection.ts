import { Client } from 'pg';

/** Where a database is and who connects. `host` is a folder when the server listens on a Unix socket. */
export type ConnectionSettings = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
};

/** Settings as a connection string, for the tools and libraries that want one. */
export function connectionUrl(settings: ConnectionSettings): string {
  const { host, port, database, user, password } = settings;
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  const isSocket = host.startsWith('/');
  // URLs must have a host where they have a login; the one in the query is what counts.
  const place = `${isSocket ? 'localhost' : host}:${port}/${encodeURIComponent(database)}`;
  return `postgres://${login}@${place}${isSocket ? `?host=${encodeURIComponent(host)}` : ''}`;
}

export type ConnectionTarget = ConnectionSettings | { readonly connectionString: string };

/** Connects, or throws what `pg` throws. The caller ends the client. `role` is taken on before the first statement. */
export async function connect(target: ConnectionTarget, options: { name: string; role?: string }): Promise<Client> {
  const client = new Client({
    ...target,
    application_name: options.name,
    connectionTimeoutMillis: 10_000,
    ...(options.role === undefined ? {} : { options: `-c role=${options.role}` }),
  });
  // A client whose server dies emits `error` on itself; without a listener that would end the process
  // (brianc/node-postgres #3202). The query in flight is rejected all the same, so nothing is hidden here.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Opens a client, hands it over and always ends it. */
export async function withClient<T>(
  target: ConnectionTarget,
  options: { name: string; role?: string },
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await connect(target, options);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
