import type { Context, Hono } from 'hono';
import { NotFound } from '../../kernel/errors.ts';
import { ownPath, paths } from '../../kernel/paths.ts';
import { readForm } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { languageOf } from '../../words/index.ts';
import { chooseTheme, officeDoor } from '../access/index.ts';
import { findOrg } from '../sessions/index.ts';
import { chooseLanguage } from './choose-language.ts';

/**
 * Light or dark, and the office's language. In the portal anybody may choose, known or not: it is a cookie of this
 * browser and reaches nothing else. That the form comes from a page of ours is checked for every write.
 */
export function appearanceRoutes(app: Hono, services: Services): void {
  officeDoor(app, services).post(paths.office.appearance, { right: 'read' }, async (visit) => {
    const { c, form, actor } = visit;
    keepTheme(c, services, form.text('own_theme'));
    await visit.write((tx) => chooseLanguage(tx, actor, languageOf(form.text('own_language'))));
    return visit.redirect(ownPath(form.text('next')) ?? paths.office.home);
  });
  app.post('/:org/appearance', async (c) => {
    const form = await readForm(c);
    const org = await findOrg(services.db, c.req.param('org'));
    if (org === null) throw new NotFound();
    keepTheme(c, services, form.text('theme'));
    return c.redirect(ownPath(form.text('next')) ?? paths.portal.home(org.slug), 303);
  });
}

function keepTheme(c: Context, services: Services, theme: string): void {
  if (theme === 'light' || theme === 'dark') chooseTheme(c, services, theme);
  else if (theme === 'system') chooseTheme(c, services, undefined);
}
