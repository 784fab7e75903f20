/**
 * The law of imports (ARCHITECTURE.md). main → app → features → platform, ui → kernel; `words` may be read by everybody.
 * Tests stand outside: they may look anywhere.
 */
const isTest = '\\.test\\.tsx?$';
const source = (path) => ({ path, pathNot: isTest });

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing, or the shared part is a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'kernel-and-words-import-nothing',
      comment: 'Every other part stands on them.',
      severity: 'error',
      from: source('^src/(kernel|words)/'),
      to: { pathNot: ['^src/(kernel|words)/', '\\.json$'] },
    },
    {
      name: 'platform-knows-no-business',
      comment: 'The platform serves any product; it knows the kernel, the words and the generated types.',
      severity: 'error',
      from: source('^src/platform/'),
      to: { path: '^(src|db)/', pathNot: ['^src/(platform|kernel|words)/', '^db/types\\.ts$'] },
    },
    {
      name: 'ui-is-pure',
      comment: 'Components are functions of their data: no platform, no feature, no database.',
      severity: 'error',
      from: source('^src/ui/'),
      to: { path: '^(src|db)/', pathNot: '^src/(ui|kernel|words)/' },
    },
    {
      name: 'ui-has-no-server-parts',
      comment: 'What is drawn on the server may be drawn in a browser too.',
      severity: 'error',
      from: source('^src/ui/'),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'browser-code-stays-light',
      comment: 'Islands and widgets are sent to the visitor: only the kernel and the components.',
      severity: 'error',
      from: source('^src/(islands|widgets)/'),
      to: { path: '^(src|db)/', pathNot: '^src/(islands|widgets|kernel|ui|words)/' },
    },
    {
      name: 'browser-code-has-no-server-parts',
      severity: 'error',
      from: source('^src/(islands|widgets)/'),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-look-down',
      comment: 'A feature never knows the app that mounts it. What follows from an event is said in reactions.ts.',
      severity: 'error',
      from: source('^src/features/'),
      to: { path: '^src/(app|main|reactions|commands|islands|widgets)' },
    },
    {
      name: 'features-enter-by-the-front-door',
      comment: 'Another feature is its index.ts; the rest is its own business.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/', pathNot: isTest },
      to: { path: '^src/features/([^/]+)/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index\\.tsx?$'] },
    },
    {
      name: 'the-app-enters-by-the-front-door',
      severity: 'error',
      from: source('^src/(?!features/)'),
      to: { path: '^src/features/', pathNot: '^src/features/[^/]+/index\\.tsx?$' },
    },
    {
      name: 'views-never-query',
      comment: 'A page is a function of its props.',
      severity: 'error',
      from: source('\\.page\\.tsx$'),
      to: { path: '(^src/platform/db/|/queries\\.ts$|^node_modules/(pg|kysely)/)' },
    },
    {
      name: 'only-the-platform-talks-to-the-driver',
      comment: 'Everything else reads and writes inside a scope (src/platform/db).',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/platform/(db|tasks|backup|metrics)/', isTest] },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'no-test-in-the-product',
      severity: 'error',
      from: source('^src/'),
      to: { path: ['^test/', '^bench/', isTest] },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
