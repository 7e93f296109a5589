/** The house plan (docs/decisions.md, "Structure"): every arrow that is not listed as allowed there is an error here. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    only('no-circles', 'A circle means two rooms are really one.', {}, { circular: true }),
    only(
      'lib-is-the-ground',
      'lib imports nothing of ours.',
      { path: '^lib/' },
      { path: '^(app|components|db|simulator|e2e|scripts)/' },
    ),
    only(
      'domain-is-pure',
      'lib/<noun> is pure: no framework, no driver, no SDK, no node built-ins.',
      { path: '^lib/', pathNot: '^lib/server/|\\.test\\.ts$' },
      { path: '^lib/server/|node_modules/(next|react|react-dom|drizzle-orm|auth0|@auth0|better-sqlite3|pino)/' },
    ),
    only(
      'domain-knows-no-node',
      'The domain also runs in the browser.',
      { path: '^lib/', pathNot: '^lib/server/|\\.test\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    only(
      'components-use-api',
      'Components reach the server through /api only.',
      { path: '^components/' },
      { path: '^(app|db|simulator|e2e|scripts|lib/server)/' },
    ),
    only(
      'features-stay-apart',
      'Feature folders do not import one another; they share components/ui and the frame in components/shell.',
      { path: '^components/([^/]+)/', pathNot: '^components/(ui|shell)/' },
      { path: '^components/([^/]+)/', pathNot: '^components/($1|ui|shell)/' },
    ),
    only(
      'ui-knows-no-feature',
      'Primitives know no domain screen.',
      { path: '^components/ui/' },
      { path: '^components/(?!ui/)[^/]+/' },
    ),
    only(
      'db-below-app',
      'The store knows nothing above it.',
      { path: '^db/' },
      { path: '^(app|components|simulator|e2e|scripts)/' },
    ),
    only(
      'driver-stays-in-db',
      'drizzle and the driver are private to db.',
      { pathNot: '^(db|bench|e2e)/' },
      { path: 'node_modules/(drizzle-orm|better-sqlite3)/' },
    ),
    only(
      'adapter-has-one-door',
      'Only db/store.ts opens an adapter; the benchmark also makes databases without a store over them.',
      { pathNot: '^(db|bench)/' },
      { path: '^db/sqlite/' },
    ),
    only(
      'bench-stands-outside',
      'The benchmark measures the product from outside and is part of nothing.',
      { pathNot: '^bench/' },
      { path: '^bench/' },
    ),
    only(
      'bench-measures-from-outside',
      'Of the product the benchmark takes only the way to make its database.',
      { path: '^bench/' },
      { path: '^(app|components|lib|db|simulator|e2e)/', pathNot: '^db/sqlite/open\\.ts$' },
    ),
    only(
      'simulator-is-a-witness',
      'The simulator imports nothing of the app.',
      { path: '^simulator/' },
      { path: '^(app|components|db|lib|e2e)/' },
    ),
    only(
      'app-never-simulates',
      'Production never imports the simulator.',
      { path: '^(app|components|db|lib)/|^(proxy|instrumentation)\\.ts$' },
      { path: '^simulator/' },
    ),
    only('tests-are-leaves', 'Nothing imports a test.', {}, { path: '\\.(test|spec)\\.tsx?$' }),
    only(
      'no-orphans',
      'A file nobody imports is dead.',
      { orphan: true, path: '^(lib|components|db|simulator)/', pathNot: '\\.d\\.ts$|drizzle\\.config\\.ts$' },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|node_modules)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
