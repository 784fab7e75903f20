import type { HTMLAttributes } from 'preact';

// Our custom elements and what each reads; src/islands defines them.
declare module 'preact/src/jsx.d.ts' {}
