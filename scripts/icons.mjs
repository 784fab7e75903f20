// Writes src/ui/icons.ts: the Lucide icons the product uses (ISC licence), and no others. Run after changing the list:
//   node scripts/icons.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const names =
  `arrow-up arrow-down ban banknote bell bike briefcase building-2 calendar calendar-check calendar-clock calendar-days calendar-plus
calendar-sync calendar-search calendar-x check chevron-down chevron-left chevron-right chevron-up circle-alert circle-check circle-pause
circle-help circle-user circle-x clipboard-check clipboard-list clock columns-3 copy door-closed download ellipsis external-link eye eye-off file
file-check file-minus file-pen file-spreadsheet file-text file-type file-x hourglass house image inbox info key-round keyboard languages link link-2-off
list-filter loader lock log-out mail mail-check mail-open mail-x map-pin map-pin-check menu message-circle-question-mark message-square minus
package palette pencil phone plus printer receipt-text refresh-cw rotate-ccw search search-x send server-crash settings shield-check smartphone
shield-alert user-pen user-check messages-square bookmark star history corner-down-left life-buoy archive archive-restore sparkles table tags trash-2 triangle-alert truck undo-2 upload user users wifi-off wrench x alarm-clock chart-pie hard-hat`
    .split(/\s+/)
    .sort();

const body = names.map((name) => {
  const svg = readFileSync(new URL(`../node_modules/lucide-static/icons/${name}.svg`, import.meta.url), 'utf8');
  const inner = svg
    .replace(/<!--[^]*?-->/g, '')
    .replace(/^[^]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s*\n\s*/g, '')
    .replace(/ \/>/g, '/>');
  return `  '${name}': '${inner}',`;
});

const text = `// Made by scripts/icons.mjs from Lucide (ISC licence): the insides of each 24 by 24 drawing. Change the list there.
export const icons = {
${body.join('\n')}
} as const;
`;
writeFileSync(new URL('../src/ui/icons.ts', import.meta.url), text);
