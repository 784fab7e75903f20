/** An open menu closes when something else is pressed, or Escape. */
export function closeMenus(root: Document): void {
  const close = (except: EventTarget | null): void => {
    for (const menu of root.querySelectorAll<HTMLDetailsElement>('[data-menu][open]')) {
      if (!(except instanceof Node && menu.contains(except))) menu.open = false;
    }
  };
  root.addEventListener('click', (event) => close(event.target));
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = root.querySelector<HTMLDetailsElement>('[data-menu][open]');
    close(null);
    menu?.querySelector('summary')?.focus();
  });
}
