import { build } from 'esbuild';
import { requireNode } from './node-version.ts';
import { nextBin, runNode } from './processes.ts';

requireNode();
await runNode([nextBin, 'build'], process.env);
// Packages stay where they are: the entry and Next then load one copy of each.
await build({
  entryPoints: ['server.ts'],
  outfile: 'dist/server.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  packages: 'external',
  logLevel: 'warning',
});
