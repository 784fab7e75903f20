import { h } from 'preact';
import type { Children } from './context.tsx';

// Our custom elements; src/islands defines them. Plain markup inside works before and without that.

/** Puts a close button into the toast it stands in. */
export function ToastClose({ label }: { label: string }) {
  return h('toast-close', { label });
}

/** Makes the button inside copy the value of the input inside. */
export function CopyButton({ copied, failed, children }: { copied: string; failed: string; children: Children }) {
  return h('copy-button', { class: 'url', copied, failed }, children);
}

/** Shows the colour typed in the field of that name on everything inside. */
export function ThemePreview({ field, children }: { field: string; children: Children }) {
  return h('theme-preview', { field }, children);
}

/** The palette: what stands inside is opened and filled by its script. `recent` heads what was looked at last. */
export function CommandPalette({ src, recent, children }: { src: string; recent: string; children: Children }) {
  return h('command-palette', { src, recent }, children);
}
