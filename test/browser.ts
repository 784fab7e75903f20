import { Hono, type Context } from 'hono';
import { system } from '../src/kernel/actor.ts';
import { csrfToken, OFFICE_COOKIE, portalCookie, readSessionCookie } from '../src/features/sessions/index.ts';
import { sha256 } from '../src/platform/crypto/index.ts';
import type { Services } from '../src/platform/services.ts';

/** A form's fields; a list sends the field several times. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Answer {
  readonly status: number;
  readonly html: string;
  /** Where a redirect leads, as a path; '' when it is none. */
  readonly location: string;
  readonly headers: Headers;
}

/** What a person's browser does, short of drawing: keeps cookies, sends the form's token and its origin. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** What its settings say of languages: `Accept-Language`. */
  languages: string | null = null;
  readonly #app: Hono;
  readonly #services: Services;
  readonly #agent: string;

  constructor(app: Hono, services: Services, agent = 'Mozilla/5.0 (iPhone) Safari/604.1') {
    this.#app = app;
    this.#services = services;
    this.#agent = agent;
  }

  /** As a link of our own pages, clicked. */
  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(path, { headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-user': '?1', ...headers } });
  }

  /** As the page's own form, with its token. */
  async post(path: string, fields: Fields = {}): Promise<Answer> {
    return this.postBare(path, { csrf: await this.#token(path), ...fields });
  }

  /** A form with a file, with the page's token. */
  async upload(
    path: string,
    fields: Fields,
    file: { name: string; content: string | Uint8Array<ArrayBuffer> } | null,
  ): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: await this.#token(path), ...fields }))
      body.append(name, String(value));
    if (file) body.append('file', new Blob([file.content], { type: 'text/csv' }), file.name);
    return this.#send(path, {
      method: 'POST',
      body,
      headers: { origin: this.#services.baseUrl, 'sec-fetch-site': 'same-origin' },
    });
  }

  /** As the page's own form with files in it. */
  async postFile(path: string, fields: Readonly<Record<string, string | File | readonly File[]>>): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: await this.#token(path), ...fields })) {
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
    }
    return this.#send(path, {
      method: 'POST',
      body,
      headers: { origin: this.#services.baseUrl, 'sec-fetch-site': 'same-origin' },
    });
  }

  /** A form without a token of its own. */
  postBare(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    }
    const origin = { origin: this.#services.baseUrl, 'sec-fetch-site': 'same-origin' };
    return this.#send(path, { method: 'POST', body, headers: { ...origin, ...headers } });
  }

  /** A stream that goes on (`text/event-stream`): what it says, piece by piece. */
  async stream(path: string): Promise<{ status: number; next(): Promise<string>; leave(): Promise<void> }> {
    const answer = await this.#app.request(`${this.#services.baseUrl}${path}`, {
      headers: { cookie: this.#cookieLine(), 'user-agent': this.#agent, 'sec-fetch-site': 'same-origin' },
    });
    const reader = answer.body?.getReader();
    return {
      status: answer.status,
      next: async () => new TextDecoder().decode((await reader?.read())?.value),
      leave: async () => reader?.cancel(),
    };
  }

  /** Follows redirects until there is a page. */
  async arrive(answer: Answer): Promise<Answer> {
    let at = answer;
    for (let hops = 0; at.location !== '' && hops < 5; hops++) at = await this.get(at.location);
    return at;
  }

  /** Takes the cookies that a piece of the product sets. */
  async take(give: (c: Context) => void): Promise<void> {
    const giver = new Hono();
    giver.get('/', (c) => {
      give(c);
      return c.body(null);
    });
    this.#keep(await giver.request('/'));
  }

  async #send(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Answer> {
    const cookie = this.#cookieLine();
    const answer = await this.#app.request(`${this.#services.baseUrl}${path}`, {
      ...init,
      headers: {
        ...init.headers,
        cookie,
        'user-agent': this.#agent,
        ...(this.languages === null ? {} : { 'accept-language': this.languages }),
      },
    });
    this.#keep(answer);
    const location = (answer.headers.get('location') ?? '').replace(this.#services.baseUrl, '');
    return { status: answer.status, html: await bodyOf(answer), location, headers: answer.headers };
  }

  #cookieLine(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      if (attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))) this.cookies.delete(name);
      else this.cookies.set(name, decodeURIComponent(pair.slice(at + 1)));
    }
  }

  /** The token that the forms of this door carry for this browser. */
  async #token(path: string): Promise<string> {
    const first = path.split('/')[1] ?? '';
    const held = this.cookies.get(first === 'office' ? OFFICE_COOKIE : portalCookie(first));
    const cookie = readSessionCookie(held);
    const holder = cookie === null ? this.cookies.get('browser') : await this.#sessionId(cookie);
    return csrfToken(this.#services.keys, holder ?? '');
  }

  async #sessionId({ orgId, secret }: { orgId: string; secret: string }): Promise<string> {
    const row = await this.#services.db.inReadScope(system(orgId, 'test'), (tx) =>
      tx
        .selectFrom('sessions')
        .select('id')
        .where('org_id', '=', orgId)
        .where('token_hash', '=', sha256(secret))
        .executeTakeFirst(),
    );
    return row?.id ?? '';
  }
}

/** What was answered; a stream that goes on and on is left at once (`Browser.stream` stays). */
async function bodyOf(answer: Response): Promise<string> {
  if (answer.headers.get('content-type') !== 'text/event-stream') return answer.text();
  await answer.body?.cancel();
  return '';
}
