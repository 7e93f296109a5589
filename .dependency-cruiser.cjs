/** The house plan (docs/decisions.md, "Structure"): every arrow that is not listed as allowed there is an error here. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Floors from the ground up: none imports one above it. */
const floors = (root, names) =>
  names
    .slice(0, -1)
    .map((name, place) =>
      only(
        `${root}-${name}-is-below`,
        `In ${root}: ${names.join(' ← ')}.`,
        { path: `^${root}/${name}/`, pathNot: '\\.test\\.tsx?$' },
        { path: `^${root}/(${names.slice(place + 1).join('|')})/` },
      ),
    );

module.exports = {
  forbidden: [
    only('no-circles', 'A circle means two rooms are really one.', {}, { circular: true }),
    {
      ...only(
        'no-circles-of-folders',
        'Two folders that import each other are one.',
        { path: '^lib/(?!server/)' },
        { circular: true },
      ),
      scope: 'folder',
    },
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
      'Feature folders do not import one another; they share the floors below them and the test track.',
      { path: '^components/([^/]+)/', pathNot: '^components/(data|ui|parts|charts|shell|test-events)/' },
      { path: '^components/([^/]+)/', pathNot: '^components/($1|data|ui|parts|charts|shell|test-events)/' },
    ),
    only(
      'test-events-below-features',
      'The test track is shared by features and knows none of them.',
      { path: '^components/test-events/' },
      { path: '^components/(?!data/|ui/|parts/|charts/|shell/|test-events/)[^/]+/' },
    ),
    ...floors('components', ['data', 'ui', 'parts', 'charts', 'shell']),
    only(
      'floors-know-no-feature',
      'What all features stand on knows none of them.',
      { path: '^components/(data|ui|parts|charts|shell)/' },
      { path: '^components/(?!data/|ui/|parts/|charts/|shell/)[^/]+/' },
    ),
    only(
      'ui-knows-no-noun',
      'Primitives know how text, JSON and times read, and no word of the domain.',
      { path: '^components/ui/' },
      { path: '^lib/', pathNot: '^lib/(text|json)/|^lib/time\\.ts$' },
    ),
    only(
      'db-below-app',
      'The store knows nothing above it. Tests of a connector start the database that it writes to.',
      { path: '^db/' },
      { path: '^(app|components|simulator|e2e|scripts)/', pathNot: '^scripts/(postgres|mariadb)-server\\.ts$' },
    ),
    only(
      'shared-knows-no-adapter',
      'What both adapters share holds no SQL and knows neither.',
      { path: '^db/shared/' },
      { path: '^db/(?!shared/)' },
    ),
    only(
      'channel-knows-no-adapter',
      'The channel between processes stands beside the adapters: db/store.ts gives it what reads.',
      { path: '^db/channel/', pathNot: '\\.test\\.ts$' },
      { path: '^db/(?!channel/|shared/)' },
    ),
    only(
      'adapters-know-no-channel',
      'An adapter does not know which process its callers are in.',
      { path: '^db/sqlite/', pathNot: '\\.test\\.ts$' },
      { path: '^db/channel/' },
    ),
    only(
      'sqlite-engine-is-below',
      'In an adapter: engine ← nouns ← ingest ← the store.',
      { path: '^db/sqlite/engine/', pathNot: '\\.test\\.ts$' },
      { path: '^db/sqlite/(?!engine/|schema\\.ts$)' },
    ),
    only(
      'sqlite-nouns-below-ingest',
      'In an adapter: engine ← nouns ← ingest ← the store.',
      { path: '^db/sqlite/(events|users|deliveries|records|search|jobs|streams|ledger)/', pathNot: '\\.test\\.ts$' },
      { path: '^db/sqlite/(ingest/|sqlite-(store|reads)\\.ts$)' },
    ),
    only(
      'testing-is-for-tests',
      'Doubles and helpers of tests live in testing/, and only tests use them.',
      { pathNot: '/testing/|\\.test\\.tsx?$|^e2e/' },
      { path: '/testing/' },
    ),
    only(
      'rules-know-no-port',
      'Shapes lie below ports: a rule, a component or a page imports what a thing is, never how it is stored.',
      { pathNot: '^lib/store\\.ts$|^lib/server/|^db/|^lib/[^/]+/[^/]+-store\\.ts$|\\.test\\.ts$' },
      { path: '^lib/[^/]+/[^/]+-store\\.ts$' },
    ),
    only(
      'lib-stands-on-its-ground',
      'In lib: text, json, time, spans, page, instant and paths are the ground; ingest, story and concerns stand on the nouns.',
      { path: '^lib/(text|json)/|^lib/(time|page|spans|paths|instant)\\.ts$' },
      { path: '^lib/(?!text/|json/|time\\.ts$|page\\.ts$|spans\\.ts$|paths\\.ts$|instant\\.ts$)' },
    ),
    only(
      'nouns-below-story-and-ingest',
      'A noun never imports what tells nouns together.',
      {
        path: '^lib/(events|users|deliveries|streams|rejections|access|audit|leases|heartbeat|jobs|ledger|test-events)/',
      },
      { path: '^lib/(story|ingest|concerns|overview|setup|server|store)' },
    ),
    only(
      'driver-stays-in-db',
      'drizzle and the driver are private to db.',
      { pathNot: '^(db|bench|e2e)/' },
      { path: 'node_modules/(drizzle-orm|better-sqlite3)/' },
    ),
    only(
      'adapter-has-one-door',
      'Only db/store.ts opens an adapter or a channel; the benchmark also makes databases without a store over them.',
      { pathNot: '^(db|bench)/' },
      { path: '^db/(sqlite|channel)/' },
    ),
    only(
      'bench-stands-outside',
      'The benchmark measures the product from outside and is part of nothing.',
      { pathNot: '^bench/' },
      { path: '^bench/' },
    ),
    only(
      'bench-measures-from-outside',
      'Of the product the benchmark takes only the way to make its database, and what decides when a screen asks anew.',
      { path: '^bench/' },
      {
        path: '^(app|components|lib|db|simulator|e2e)/',
        pathNot: '^(db/sqlite/engine/open|components/shell/refresher)\\.ts$',
      },
    ),
    only(
      'simulator-is-a-witness',
      'The simulator imports nothing of the app.',
      { path: '^simulator/' },
      { path: '^(app|components|db|lib|e2e)/' },
    ),
    ...floors('simulator', ['ground', 'http', 'tenant', 'samples', 'delivery', 'world', 'seeds', 'management']),
    only(
      'hubspot-stands-beside-the-tenant',
      'The HubSpot stand-in is a system of its own: it knows nothing of the tenant, and the tenant nothing of it.',
      { path: '^simulator/hubspot/', pathNot: '\\.test\\.ts$' },
      { path: '^simulator/(?!hubspot/|ground/|http/)' },
    ),
    only(
      'tenant-knows-no-hubspot',
      'The HubSpot stand-in is a system of its own: it knows nothing of the tenant, and the tenant nothing of it.',
      { path: '^simulator/(ground|http|tenant|samples|delivery|world|seeds|management|oidc)/' },
      { path: '^simulator/hubspot/' },
    ),
    only(
      'small-crm-stands-alone',
      'The small CRM is a system of its own: it knows neither the tenant nor HubSpot.',
      { path: '^simulator/rest-crm/' },
      { path: '^simulator/(?!rest-crm/|ground/|http/)' },
    ),
    only(
      'simulator-rooms-know-no-program',
      'What the tenant is and does knows neither the way it is started nor the way it is steered.',
      {
        path: '^simulator/(ground|http|tenant|samples|delivery|world|seeds|management)/',
        pathNot: '\\.test\\.ts$',
      },
      { path: '^simulator/(program|control|page|oidc)/' },
    ),
    only(
      'app-never-simulates',
      'Production never imports the simulator.',
      { path: '^(app|components|db|lib)/|^(proxy|instrumentation)\\.ts$' },
      { path: '^simulator/' },
    ),
    ...floors('lib/server', ['process', 'telemetry', 'management', 'webhook', 'http']),
    only(
      'webhook-never-asks-auth0',
      'Receiving needs nothing of the Management API, and no HTTP edge of pages.',
      { path: '^lib/server/webhook/', pathNot: '\\.test\\.ts$' },
      { path: '^lib/server/(?!process/|telemetry/|webhook/)' },
    ),
    only(
      'management-answers-nobody',
      'The way to Auth0 neither makes HTTP answers nor reaches the store.',
      { path: '^lib/server/management/' },
      { path: '^lib/server/http/|^lib/store\\.ts$|-store\\.ts$' },
    ),
    only(
      'http-knows-no-noun',
      'In lib/server: process ← telemetry ← management, webhook ← http ← the nouns ← jobs.',
      { path: '^lib/server/(process|telemetry|management|webhook|http)/', pathNot: '\\.test\\.ts$' },
      { path: '^lib/server/(?!process/|telemetry/|management/|webhook/|http/)' },
    ),
    only(
      'next-stays-at-the-edge',
      'Only app, components, the HTTP edge and the proxy know Next.',
      { pathNot: '^(app|components|lib/server/http)/|^(proxy|instrumentation|server|next\\.config)\\.(ts|js)$' },
      { path: 'node_modules/(next|@auth0/nextjs-auth0)/' },
    ),
    only(
      'sdk-stays-in-management',
      'Only lib/server/management speaks through the SDK.',
      { pathNot: '^lib/server/management/|^(simulator|e2e)/' },
      { path: 'node_modules/auth0/' },
    ),
    only(
      'traces-are-loaded-when-asked-for',
      'Only lib/server/telemetry/tracing-sdk.ts knows the SDK of traces, and loads it when a collector is named.',
      { pathNot: '^lib/server/telemetry/tracing-sdk\\.ts$' },
      { path: 'node_modules/@opentelemetry/' },
    ),
    only(
      'queries-have-one-way',
      'Pages prefetch through lib/server/http/prefetch.ts, which tries once; only app and components know React Query.',
      { pathNot: '^(app|components)/|^lib/server/http/prefetch(\\.test)?\\.ts$' },
      { path: 'node_modules/@tanstack/' },
    ),
    only(
      'only-the-store-announces',
      'The store announces its topics after the commit, and what is no row when it is told to; app/boot hands both on.',
      { pathNot: '^app/boot/|^lib/server/http/live-response\\.ts$|\\.test\\.ts$' },
      { path: '^lib/server/process/live-bus\\.ts$' },
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
