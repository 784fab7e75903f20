/**
 * Tells the portal once, when a person first touches, scrolls or types, that somebody is here. A link then counts as
 * opened; a mail scanner that loads the page and runs its script does none of these.
 */
export function tellFirstDeed(page: Document): void {
  const seen = page.body.dataset['seen'];
  const token = page.querySelector<HTMLInputElement>('input[name="csrf"]')?.value;
  if (seen === undefined || token === undefined || sessionStorage.getItem(seen) !== null) return;
  const deeds = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
  const tell = (event: Event) => {
    // Events that scripts make up are no deeds of a person.
    if (!event.isTrusted) return;
    for (const deed of deeds) page.removeEventListener(deed, tell);
    sessionStorage.setItem(seen, 'yes');
    void fetch(seen, { method: 'POST', body: new URLSearchParams({ csrf: token }), keepalive: true }).catch(() => {});
  };
  for (const deed of deeds) page.addEventListener(deed, tell, { passive: true });
}
