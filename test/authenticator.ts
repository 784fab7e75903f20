import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What the script of a page gets to hand to a device: the question's id and the options for the browser. */
interface Asked {
  readonly challenge: string;
  readonly options: {
    readonly challenge: string;
    readonly rp?: { readonly id?: string };
    readonly rpId?: string;
    readonly user?: { readonly id: string };
    readonly allowCredentials?: readonly { readonly id: string }[];
  };
}

interface Kept {
  readonly id: string;
  readonly key: KeyObject;
  readonly userHandle: string;
  counter: number;
}

/**
 * A person's device with its browser: makes passkeys and signs with them, as WebAuthn Level 3 describes it, with keys of
 * its own. What it answers is what the page's script puts into its form.
 */
export class Authenticator {
  readonly kept: Kept[] = [];
  readonly #origin: string;
  /** Whether a finger or face was shown, which every question of ours requires. */
  verifies = true;
  /** Set on to have every use counted. */
  counts = true;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Makes a passkey. */
  create({ challenge, options }: Asked): string {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(16);
    const passkey = { id: id.toString('base64url'), key: privateKey, userHandle: options.user?.id ?? '', counter: 0 };
    this.kept.push(passkey);
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const cose = map([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const data = Buffer.concat([this.#data(options.rp?.id ?? '', 0x40, 0), Buffer.alloc(16), length, id, cose]);
    const attestationObject = map([
      ['fmt', 'none'],
      ['attStmt', map([])],
      ['authData', data],
    ]);
    return this.#answer(challenge, passkey.id, {
      clientDataJSON: this.#client('webauthn.create', options.challenge),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Signs with the passkey asked for, or with the newest. */
  get({ challenge, options }: Asked): string {
    const wanted = options.allowCredentials?.map((one) => one.id) ?? [];
    const passkey = this.kept.findLast((one) => wanted.length === 0 || wanted.includes(one.id));
    if (!passkey) throw new Error('this device has no passkey for that');
    if (this.counts) passkey.counter += 1;
    const clientDataJSON = this.#client('webauthn.get', options.challenge);
    const data = this.#data(options.rpId ?? '', 0, passkey.counter);
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    return this.#answer(challenge, passkey.id, {
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, passkey.key).toString('base64url'),
      userHandle: passkey.userHandle,
    });
  }

  #client(type: string, challenge: string): string {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false })).toString(
      'base64url',
    );
  }

  #data(rpId: string, moreFlags: number, counter: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = 0x01 | (this.verifies ? 0x04 : 0) | moreFlags;
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), count]);
  }

  #answer(challenge: string, id: string, response: object): string {
    const credential = { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
    return JSON.stringify({ challenge, credential });
  }
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** As much of CBOR (RFC 8949) as an attestation needs: whole numbers, bytes, text, and maps given as bytes. */
class Encoded extends Buffer {}

function map(entries: readonly (readonly [number | string, number | string | Buffer])[]): Buffer {
  const parts = entries.flatMap(([key, value]) => [item(key), item(value)]);
  return Object.setPrototypeOf(Buffer.concat([head(5, entries.length), ...parts]), Encoded.prototype);
}

function item(value: number | string | Buffer): Buffer {
  if (value instanceof Encoded) return value;
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([head(typeof value === 'string' ? 3 : 2, bytes.length), bytes]);
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  return Buffer.from([(major << 5) | 25, count >> 8, count & 0xff]);
}
