import path from 'node:path';
import { build } from 'esbuild';

/** In the usual place for what tools remake at any time; inside the project, so that packages are found from there. */
const folder = 'node_modules/.cache/streamgauge-bench';

const made = new Map<string, Promise<string>>();

async function bundle(source: string): Promise<string> {
  const outfile = path.resolve(folder, `${path.basename(source, '.ts')}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    // The alias of tsconfig.json; marking packages external would take `@/` for one.
    alias: { '@': process.cwd() },
    logLevel: 'warning',
  });
  return outfile;
}

/** Makes a program that imports the product's own files runnable by plain node. Returns the path of the result. */
export function bundled(source: string): Promise<string> {
  const known = made.get(source) ?? bundle(source);
  made.set(source, known);
  return known;
}
