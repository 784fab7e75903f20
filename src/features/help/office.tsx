import type { Hono } from 'hono';
import { cleanText } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { officeDoor } from '../access/index.ts';
import { HelpPage } from './help.page.tsx';
import { TOPICS } from './topics.ts';

const MOST_TYPED = 100;

export function helpRoutes(app: Hono, services: Services): void {
  officeDoor(app, services).get('/office/help', { right: 'read' }, (visit) => {
    const { t } = visit;
    const typed = cleanText(visit.c.req.query('q') ?? '').slice(0, MOST_TYPED);
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const topics = TOPICS.filter((topic) => {
      const text = `${t(`help.${topic}-title`)} ${t(`help.${topic}-text-long`)}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return visit.page(<HelpPage frame={visit.frame} typed={typed} topics={topics} />);
  });
}
