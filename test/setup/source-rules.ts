/** What no compiler or linter checks about the sources. Each rule gives what it found, as sentences. */

export type SourceFile = { readonly path: string; readonly text: string };

type Rule = {
  readonly name: string;
  /** Files that the rule is about. */
  readonly covers: (path: string) => boolean;
  /** Files that may do it, each for a reason. */
  readonly except: readonly string[];
  readonly pattern: RegExp;
  /** A line that must be found, so that a rule which has gone blind is noticed. */
  readonly planted: string;
};

const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const isSource = (path: string) => path.startsWith('src/') && /\.tsx?$/.test(path) && !isTest(path);

export const lineRules: readonly Rule[] = [
  {
    name: 'queries run in a scope, so nothing outside src/platform/db queries the pool',
    covers: (path) => isSource(path) && !path.startsWith('src/platform/db/'),
    except: [],
    pattern: /\bpool\s*\.\s*query\s*\(/,
    planted: 'await pool.query("select 1")',
  },
  {
    name: 'nobody reads the clock; the moment is passed in',
    covers: (path) => isSource(path) && !path.startsWith('src/islands/') && !path.startsWith('src/widgets/'),
    except: ['src/main.ts'],
    pattern: /\bDate\.now\s*\(|\bnew Date\(\s*\)|\bTemporal\.Now\b/,
    planted: 'const late = new Date() > due;',
  },
  {
    name: 'Date is for the edges of libraries that know nothing else',
    covers: (path) => isSource(path) && !path.startsWith('src/islands/') && !path.startsWith('src/widgets/'),
    // pdfkit takes its creation date as a Date.
    except: ['src/platform/pdf/document.ts'],
    pattern: /\bnew Date\s*\(/,
    planted: 'const day = new Date(text);',
  },
  {
    name: 'HTML is escaped by Preact; raw HTML has one reviewed place each',
    covers: isSource,
    // The icons are our own files.
    except: ['src/ui/icon.tsx'],
    pattern: /dangerouslySetInnerHTML|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write/,
    planted: 'element.innerHTML = name;',
  },
  {
    name: 'the content security policy forbids inline styles and scripts',
    covers: (path) => isSource(path) && path.endsWith('.tsx'),
    except: [],
    pattern: /\sstyle=[{"']|<script>|\son[a-z]+="/,
    planted: '<p style="color: red">',
  },
  {
    name: 'a colour is a token; only the token sheet and the kernel palette name colours',
    covers: (path) => path.startsWith('src/ui/css/') && path.endsWith('.css'),
    except: ['src/ui/css/tokens.css'],
    pattern: /#[0-9a-f]{3,8}\b(?![^{]*\{)|\b(?:rgb|hsl|oklch)a?\(\s*\d/i,
    planted: '.chip { color: #b3261e; }',
  },
  {
    name: 'layouts read from both sides, so no property names left or right',
    covers: (path) => path.startsWith('src/ui/css/') && path.endsWith('.css'),
    except: [],
    pattern:
      /(?:^|[;{\s])(?:(?:margin|padding|border)-(?:left|right)|left|right|text-align:\s*(?:left|right)|float)\s*:/,
    planted: '.back { margin-left: 1rem; }',
  },
];

/** Lines a file may have before it is two things. A style sheet has one declaration a line, so it gets more. */
const mostLines = { code: 300, sheet: 400 };

export function brokenLines(rule: Rule, files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => rule.covers(path) && !rule.except.includes(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          rule.pattern.test(withoutComment(line)) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
}

export function longFiles(files: readonly SourceFile[]): string[] {
  const limit = (path: string) => (path.endsWith('.css') ? mostLines.sheet : mostLines.code);
  return files
    .filter(({ path }) => isSource(path) || (path.startsWith('src/') && path.endsWith('.css')))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > limit(path))
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}

function withoutComment(line: string): string {
  return /^\s*(\*|\/\/|\/\*)/.test(line) ? '' : line;
}
