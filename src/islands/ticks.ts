/** Says how many rows are chosen, and lets the tick in the head choose all of them. */
export function countTicks(root: Document): void {
  root.addEventListener('change', (event) => {
    const target = event.target;
    if (!(target instanceof HTMLInputElement) || !target.matches('.tick')) return;
    const form = target.form;
    if (form === null) return;
    const ticks = [...form.querySelectorAll<HTMLInputElement>('tbody .tick')];
    if (target.dataset['tickAll'] !== undefined) for (const tick of ticks) tick.checked = target.checked;
    showCount(form, ticks);
  });
}

function showCount(form: HTMLFormElement, ticks: readonly HTMLInputElement[]): void {
  const chosen = ticks.filter((tick) => tick.checked).length;
  const count = form.querySelector('[data-ticked]');
  if (count !== null) count.textContent = String(chosen);
  const all = form.querySelector<HTMLInputElement>('[data-tick-all]');
  if (all === null) return;
  all.checked = chosen > 0 && chosen === ticks.length;
  all.indeterminate = chosen > 0 && chosen < ticks.length;
}
