import type { Hono } from 'hono';

/** A route as the router knows it. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly pattern: string;
  /** Names of its parameters, in order. */
  readonly params: readonly string[];
}

/** Every route that answers, straight from the router: none can be forgotten. Middleware (`*`) isn't one. */
export function routesOf(app: Hono): readonly Route[] {
  const seen = new Set<string>();
  const routes: Route[] = [];
  for (const { method, path } of app.routes) {
    if (method !== 'GET' && method !== 'POST') continue;
    if (path.includes('*') || seen.has(`${method} ${path}`)) continue;
    seen.add(`${method} ${path}`);
    routes.push({ method, pattern: path, params: [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name ?? '') });
  }
  return routes;
}

/** The pattern with its parameters filled in, encoded; a lone surrogate, which has no encoding, as its bytes. */
export function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(/:([A-Za-z]+)(\{[^}]*\})?/g, (_, name: string) => {
    const value = values[name] ?? '';
    return value.isWellFormed() ? encodeURIComponent(value) : '%ed%a0%80';
  });
}
