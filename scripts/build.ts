import { build } from 'esbuild';
import { requireNode } from './node-version.ts';
import { nextBin, runNode } from './processes.ts';

requireNode();
await runNode([nextBin, 'build'], process.env);
// One file: finding and reading the thousand files of the packages is most of a cold start. What has binaries or
// finds files of its own by its place stays where it is.
await build({
  entryPoints: ['server.ts'],
  outfile: 'dist/server.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  external: ['better-sqlite3', 'next', '@next/env'],
  // Packages of the older module format ask for built-in modules by a function that this format does not have.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
