import type { CSSOptions } from 'vite';

type PostcssPlugin = NonNullable<Exclude<NonNullable<CSSOptions['postcss']>, string>['plugins']>[number];

/**
 * Custom properties written with `light-dark()` get plain values before them for browsers without it (before
 * mid-2024): light ones, and dark ones for whoever prefers dark. The originals move behind `@supports`, because
 * an unknown function in a custom property isn't refused when it is read but only where it is used.
 */
export function plainColours(): PostcssPlugin {
  return {
    postcssPlugin: 'plain-colours',
    Once(root, { atRule }) {
      // The walk meets the rules put in on the way, too.
      const made = new WeakSet<object>();
      root.walkRules((rule) => {
        if (made.has(rule)) return;
        const both = rule.nodes.filter(
          (node) => node.type === 'decl' && node.prop.startsWith('--') && node.value.includes('light-dark('),
        );
        if (both.length === 0) return;
        const [plain, dark, modern] = [rule.clone({ nodes: [] }), rule.clone({ nodes: [] }), rule.clone({ nodes: [] })];
        for (const node of both) {
          if (node.type !== 'decl') continue;
          plain.append(node.clone({ value: pick(node.value, 0) }));
          dark.append(node.clone({ value: pick(node.value, 1) }));
          modern.append(node.clone());
          node.remove();
        }
        // A visitor may choose against the system; `:where` adds no weight, so that the newer way below still wins.
        const isRoot = rule.selector === ':root';
        const chosen = isRoot ? [dark.clone({ selector: ":root:where([data-theme='dark'])" })] : [];
        for (const one of chosen) made.add(one);
        if (isRoot) dark.selector = ":root:where(:not([data-theme='light']))";
        const inDark = atRule({ name: 'media', params: '(prefers-color-scheme: dark)' });
        const supported = atRule({ name: 'supports', params: '(color: light-dark(#000, #fff))' });
        rule.after(supported.append(modern));
        for (const one of chosen) rule.after(one);
        rule.after(inDark.append(dark));
        rule.after(plain);
        made.add(modern);
      });
    },
  };
}

/** The value with the first or second choice of every `light-dark()` in it. */
function pick(value: string, which: 0 | 1): string {
  const start = value.indexOf('light-dark(');
  if (start < 0) return value;
  const choices = ['', ''];
  let at = start + 'light-dark('.length;
  for (let depth = 0, choice = 0; at < value.length; at += 1) {
    const letter = value.charAt(at);
    if (letter === ')' && depth === 0) break;
    if (letter === ',' && depth === 0) {
      choice = 1;
      continue;
    }
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    choices[choice] += letter;
  }
  return `${value.slice(0, start)}${choices[which]?.trim()}${pick(value.slice(at + 1), which)}`;
}
