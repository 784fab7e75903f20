import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'hono';
import { z } from 'zod';
import { Explained, errorCode } from '../explained.ts';

const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string().regex(/^[A-Za-z0-9._-]+$/), type: z.string() }),
);

export type Assets = {
  /** The public path of an asset, such as `/assets/portal-3f2a91bc.css` for `portal.css`. */
  path(name: string): string;
  /** Answers `GET /assets/:file`. */
  answer(c: Context): Response;
};

type Variant = { readonly encoding: 'br' | 'gzip' | null; readonly body: Uint8Array<ArrayBuffer> };

/**
 * The built style sheets, scripts and fonts, read into memory once (some hundred kilobytes). Their names carry a hash of
 * what is in them, so a browser may keep them for ever. `folder` is what `scripts/build.mjs` wrote.
 */
export function loadAssets(folder: string): Assets {
  const manifest = readManifest(folder);
  const files = new Map(
    Object.values(manifest).map(
      ({ file, type }) => [file, { type, variants: readVariants(join(folder, file)) }] as const,
    ),
  );
  return {
    path(name) {
      const entry = manifest[name];
      if (entry === undefined)
        throw new Error(`there is no asset ${name}: the build made ${Object.keys(manifest).join(', ')}`);
      return `/assets/${entry.file}`;
    },
    answer(c) {
      const found = files.get(c.req.param('file') ?? '');
      if (found === undefined) return c.text('Not found\n', 404);
      const accepted = c.req.header('accept-encoding') ?? '';
      const variant = found.variants.find(({ encoding }) => encoding === null || accepts(accepted, encoding));
      return new Response(variant?.body ?? null, {
        headers: {
          'Content-Type': found.type,
          'Cache-Control': 'public, max-age=31536000, immutable',
          Vary: 'Accept-Encoding',
          'Cross-Origin-Resource-Policy': 'same-origin',
          'X-Content-Type-Options': 'nosniff',
          'Content-Length': String(variant?.body.length ?? 0),
          ...(variant?.encoding ? { 'Content-Encoding': variant.encoding } : {}),
        },
      });
    },
  };
}

function readManifest(folder: string): z.infer<typeof manifestSchema> {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT')
      throw new Explained('The style sheets and scripts are not built: run "npm run build".');
    throw error;
  }
}

/** Smallest first; the plain file last, for whoever accepts no compression. */
function readVariants(path: string): Variant[] {
  const variants: Variant[] = [];
  for (const [encoding, suffix] of [
    ['br', '.br'],
    ['gzip', '.gz'],
    [null, ''],
  ] as const) {
    try {
      variants.push({ encoding, body: new Uint8Array(readFileSync(`${path}${suffix}`)) });
    } catch (error) {
      // Pictures and fonts are compressed in themselves and have no variants.
      if (errorCode(error) !== 'ENOENT' || encoding === null) throw error;
    }
  }
  return variants;
}

function accepts(header: string, encoding: string): boolean {
  return header.split(',').some((part) => {
    const [name, quality] = part.trim().split(/\s*;\s*q=/);
    return (name === encoding || name === '*') && quality !== '0';
  });
}
