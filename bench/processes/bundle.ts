import path from 'node:path';
import { build as esbuild } from 'esbuild';
import { type Build, ownBuild } from './build.ts';

/** In the usual place for what tools remake at any time; inside the project, so that packages are found from there. */
const folder = 'node_modules/.cache/streamgauge-bench';

const made = new Map<string, Promise<string>>();

async function bundle(source: string, build: Build): Promise<string> {
  const name = `${path.basename(source, '.ts')}${build === ownBuild ? '' : '-other'}`;
  const outfile = path.resolve(folder, `${name}.mjs`);
  await esbuild({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    // The alias of tsconfig.json; marking packages external would take `@/` for one.
    alias: { '@': build.folder },
    logLevel: 'warning',
  });
  return outfile;
}

/** Makes a program that imports the product's own files, those of `build`, runnable by plain node. Returns the path of the result. */
export function bundled(source: string, build: Build = ownBuild): Promise<string> {
  const key = `${build.folder}\0${source}`;
  const known = made.get(key) ?? bundle(source, build);
  made.set(key, known);
  return known;
}
