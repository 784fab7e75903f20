import type { Hono } from 'hono';
import { gate } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Services } from '../../platform/services.ts';
import { lookCss, lookOf } from '../../ui/look.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';

/** An org's look as a stylesheet, its logo and favicon. Their addresses carry a version, so browsers keep them for ever. */
export function orgAssets(app: Hono, services: Services): void {
  app.get('/:org/theme/:file', (c) => {
    const [, version = ''] = /^([a-z0-9-]{6,40})\.css$/.exec(c.req.param('file')) ?? [];
    const look = lookOf(version);
    if (look === null) throw new NotFound();
    return c.body(lookCss(look), 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': FOR_EVER,
    });
  });
  app.get('/:org/logo/:version', async (c) => {
    const row = await services.db.inReadScope(gate(null), (tx) =>
      tx
        .selectFrom('orgs')
        .select(['logo', 'logo_type'])
        .where('slug', '=', c.req.param('org'))
        .where('logo_version', '=', c.req.param('version'))
        .executeTakeFirst(),
    );
    if (!row?.logo || row.logo_type === null) throw new NotFound();
    return c.body(new Uint8Array(row.logo), 200, { 'Content-Type': row.logo_type, 'Cache-Control': FOR_EVER });
  });
  app.get('/:org/favicon/:version', async (c) => {
    const row = await services.db.inReadScope(gate(null), (tx) =>
      tx
        .selectFrom('orgs')
        .select('favicon')
        .where('slug', '=', c.req.param('org'))
        .where('favicon_version', '=', c.req.param('version'))
        .executeTakeFirst(),
    );
    if (!row?.favicon) throw new NotFound();
    return c.body(new Uint8Array(row.favicon), 200, { 'Content-Type': 'image/png', 'Cache-Control': FOR_EVER });
  });
}
