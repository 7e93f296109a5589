import { build, type Plugin } from 'esbuild';
import { requireNode } from './node-version.ts';
import { nextBin, runNode } from './processes.ts';

requireNode();
await runNode([nextBin, 'build'], process.env);

/** Next names no files for node: what a bundle imports of it has to be named with its ending. */
const nextFiles: Plugin = {
  name: 'next-files',
  setup: (bundle) => {
    bundle.onResolve({ filter: /^next\/[\w/-]+(\.js)?$/ }, ({ path }) => ({
      path: path.endsWith('.js') ? path : `${path}.js`,
      external: true,
    }));
  },
};

// One file a process: finding and reading the thousand files of the packages is most of a cold start. What has binaries
// or finds files of its own by its place stays where it is.
await build({
  entryPoints: { server: 'server.ts', pages: 'app/boot/pages-main.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  external: ['better-sqlite3', 'next', '@next/env', '@opentelemetry/*'],
  plugins: [nextFiles],
  // By this condition `server-only` knows that it is where it belongs.
  conditions: ['react-server'],
  // Packages of the older module format ask for built-in modules by a function that this format does not have.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
