/**
 * Has the person's device make a passkey or sign with one, then sends the form inside with its answer. The page hides
 * it; where scripts and passkeys are to be had it shows itself.
 */
export class PasskeyButton extends HTMLElement {
  private busy = false;

  connectedCallback(): void {
    const form = this.querySelector('form');
    const answer = form?.querySelector<HTMLInputElement>('input[name="passkey"]');
    if (!form || !answer || !hasPasskeys()) return;
    this.hidden = false;
    form.addEventListener('submit', (event) => {
      if (answer.value !== '') return;
      event.preventDefault();
      // The guard against sending twice would count this one.
      event.stopPropagation();
      void this.ask(form, answer, event.submitter);
    });
    // Back at the page: the question has been answered, the next press asks anew.
    addEventListener('pageshow', () => (answer.value = ''));
  }

  private async ask(form: HTMLFormElement, answer: HTMLInputElement, submitter: HTMLElement | null): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.say('');
    try {
      const asked = await this.question(form);
      const credential = await this.credential(asked.options);
      answer.value = JSON.stringify({ challenge: asked.challenge, credential });
      form.requestSubmit(submitter);
    } catch (error) {
      const known = error instanceof DOMException && error.name === 'InvalidStateError';
      this.say(this.getAttribute(known ? 'known' : 'failed') ?? '');
    } finally {
      this.busy = false;
    }
  }

  private async question(form: HTMLFormElement): Promise<{ challenge: string; options: object }> {
    const csrf = form.querySelector<HTMLInputElement>('input[name="csrf"]')?.value ?? '';
    const reply = await fetch(this.getAttribute('options') ?? '', {
      method: 'POST',
      body: new URLSearchParams({ csrf }),
    });
    // A page instead of an answer: the session has ended, or there were too many tries.
    if (!reply.ok || reply.redirected) throw new Error(String(reply.status));
    return reply.json();
  }

  private async credential(options: object): Promise<object> {
    const made =
      this.getAttribute('deed') === 'create'
        ? await navigator.credentials.create({
            publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
              options as PublicKeyCredentialCreationOptionsJSON,
            ),
          })
        : await navigator.credentials.get({
            publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
              options as PublicKeyCredentialRequestOptionsJSON,
            ),
          });
    if (!(made instanceof PublicKeyCredential)) throw new Error('no passkey');
    return made.toJSON();
  }

  private say(text: string): void {
    const problem = this.querySelector<HTMLElement>('[data-problem]');
    if (problem === null) return;
    problem.textContent = text;
    problem.hidden = text === '';
  }
}

function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}
