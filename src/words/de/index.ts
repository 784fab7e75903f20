// The German catalogues, one line each, as in en/index.ts.
export { default as confirm } from './confirm.json' with { type: 'json' };
export { default as passkeys } from './passkeys.json' with { type: 'json' };
export { default as rights } from './rights.json' with { type: 'json' };
