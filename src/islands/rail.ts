/** On a phone the rail is a row that scrolls: it begins where the place one is at is in sight. */
export function showPlace(root: Document): void {
  const [rail, place] = [root.querySelector('.rail'), root.querySelector('.rail [aria-current]')];
  if (rail === null || place === null || rail.scrollWidth <= rail.clientWidth) return;
  place.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
