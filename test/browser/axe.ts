import { readFileSync } from 'node:fs';

const source = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What puts `axe` into the page that is open. It answers nothing: else it would answer with all of axe. */
export const axe = `${source}\n;undefined`;

/**
 * An init script that lets every page to come have `axe` by `bringAxe()`. Who looks at many pages hands axe over once: each
 * time, it would take as long as loading the page.
 */
export const axeOnDemand = `window.bringAxe = () => {
  if (window.axe === undefined) { ${source} }
};`;
