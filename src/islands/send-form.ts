import { dropDraft, keepForm } from './keep.ts';
import { LiveRegion } from './live-region.ts';

/** Pauses before trying again by itself, when the line drops while something is sent. */
const PAUSES_MS = [1_000, 3_000, 8_000];
const LONGEST_MS = 130_000;

/**
 * Sends a message and stays on the page. A line that drops costs nothing: the same form is sent again (the server takes
 * it once), and what was typed stays until it has arrived. Everything else is the form's own way.
 */
export function sendForms(root: Document): void {
  root.addEventListener(
    'submit',
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.dataset['sends'] === undefined) return;
      // A button with a name does something else, such as putting in a saved reply.
      if (event.submitter instanceof HTMLButtonElement && event.submitter.name !== '') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (form.dataset['sending'] === undefined) void send(form, event.submitter);
    },
    { capture: true },
  );
  addEventListener('online', () => {
    for (const form of root.querySelectorAll<HTMLFormElement>('form[data-not-sent]')) form.requestSubmit();
  });
}

async function send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  form.dataset['sending'] = '';
  delete form.dataset['notSent'];
  button?.setAttribute('aria-busy', 'true');
  say(form, 'sending');
  try {
    const answer = await tried(form);
    if (answer === null) {
      form.dataset['notSent'] = '';
      say(form, 'failed');
    } else await took(form, answer);
  } finally {
    delete form.dataset['sending'];
    button?.removeAttribute('aria-busy');
  }
}

/** The server's answer, or null when there was none after several tries. */
async function tried(form: HTMLFormElement): Promise<Response | null> {
  const body = new FormData(form);
  for (const pauseMs of [0, ...PAUSES_MS]) {
    if (pauseMs > 0) {
      say(form, 'waiting');
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    try {
      const signal = AbortSignal.timeout(LONGEST_MS);
      const answer = await fetch(form.action, { method: 'POST', body, signal, headers: { accept: 'text/html' } });
      if (answer.status < 500) return answer;
    } catch {
      // No line, or it dropped: the next try, or the word that it failed.
    }
  }
  return null;
}

async function took(form: HTMLFormElement, answer: Response): Promise<void> {
  const isDone = answer.ok && answer.redirected;
  if (isDone) dropDraft(form);
  const isHere = new URL(answer.url).pathname === location.pathname;
  if (isDone && !isHere) return location.assign(answer.url);
  // Refused, or signed out: the whole page says so, by the form's own way.
  if (!isDone && answer.status !== 422) return form.submit();
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of (form.dataset['sends'] ?? '').split(' ')) draw(id, page);
  if (!isDone) document.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  if (isDone) document.getElementById('latest')?.scrollIntoView({ block: 'nearest' });
}

function draw(id: string, page: Document): void {
  const old = document.getElementById(id);
  const fresh = page.getElementById(id);
  if (old === null || fresh === null) return;
  if (old instanceof LiveRegion) return old.take(page);
  old.replaceWith(fresh);
  for (const form of fresh.querySelectorAll<HTMLFormElement>('form[data-keep]')) keepForm(form);
}

function say(form: HTMLFormElement, state: 'sending' | 'waiting' | 'failed'): void {
  const line = form.querySelector<HTMLElement>('[data-send-state]');
  if (line === null) return;
  line.textContent = line.dataset[state] ?? '';
  line.classList.toggle('failed', state === 'failed');
}
