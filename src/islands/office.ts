// The office's script: what the portal's does, and the keyboard, drafts, ticks, menus and the look's preview.
import './portal.ts';
import { CommandPalette } from './command-palette.ts';
import { listenForKeys } from './keys.ts';
import { closeMenus } from './menus.ts';
import { showPlace } from './rail.ts';
import { rememberPage } from './recent.ts';
import { ThemePreview } from './theme-preview.ts';
import { countTicks } from './ticks.ts';

customElements.define('theme-preview', ThemePreview);
customElements.define('command-palette', CommandPalette);
listenForKeys(document);
rememberPage(document);
countTicks(document);
closeMenus(document);
showPlace(document);
