import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { plainColours } from './scripts/plain-colours.ts';

/** Writes manifest.json: the plain name of each asset and the name it is served under, with its hash. */
function manifest(): Plugin {
  return {
    name: 'doorstep-manifest',
    buildStart() {
      this.emitFile({
        type: 'asset',
        name: 'speculation.json',
        source: readFileSync('src/islands/speculation.json', 'utf8'),
      });
    },
    generateBundle(_options, bundle) {
      const entries = Object.values(bundle).flatMap((item): [string, string][] => {
        if (item.type === 'chunk')
          return item.isEntry && item.code.trim() !== '' ? [[`${item.name}.js`, item.fileName]] : [];
        return item.names.map((name): [string, string] => [name, item.fileName]);
      });
      const names = Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: `${JSON.stringify(names, null, 2)}\n` });
    },
  };
}

export default defineConfig({
  base: '/assets/',
  publicDir: false,
  plugins: [manifest()],
  css: { postcss: { plugins: [plainColours()] } },
  build: {
    outDir: 'dist/assets',
    emptyOutDir: true,
    assetsDir: '',
    // Newer syntax is left as it is written; plain-colours.ts writes what older browsers need.
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: false,
    rolldownOptions: {
      input: {
        portal: 'src/islands/portal.ts',
        office: 'src/islands/office.ts',
        'portal.css': 'src/ui/css/portal.css',
        'office.css': 'src/ui/css/office.css',
      },
      output: {
        entryFileNames: '[name]-[hash].js',
        chunkFileNames: 'shared-[hash].js',
        assetFileNames: '[name]-[hash][extname]',
      },
    },
  },
});
