import type { Answer, Browser, Fields } from './browser.ts';

/** What stands in the hidden field of the list of who gains and loses. */
export function seenIn(html: string): string {
  return /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';
}

/** A change of somebody's rights as the office makes it: looks at who gains and loses, then saves. */
export async function saveRights(office: Browser, path: string, fields: Fields): Promise<Answer> {
  const list = await office.post(path, fields);
  return list.status === 200 ? office.post(path, { ...fields, step: 'save', seen: seenIn(list.html) }) : list;
}
