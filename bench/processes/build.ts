import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A built checkout of Streamgauge. */
export interface Build {
  /** As the tables name it. */
  name: string;
  folder: string;
}

/** What the benchmark is about. */
export const ownBuild: Build = { name: 'Streamgauge', folder: process.cwd() };

/** Another checkout to measure in the same minutes, such as the last release. */
export const otherBuild = (folder: string): Build => ({ name: 'Other build', folder: path.resolve(folder) });

/** Throws when there is no production build to measure. */
export function requireBuild({ folder, name }: Build): void {
  if (existsSync(path.join(folder, '.next/BUILD_ID'))) return;
  throw new Error(`There is no production build of ${name} to measure: run npm run build in ${folder} first.`);
}

/** The arguments for node that `npm start` stands for, so that what is measured is what people run. */
export function startArguments({ folder }: Build): string[] {
  // The shape of our own package.json is known.
  const { scripts } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const [command, ...args] = scripts.start.replace(/^exec /, '').split(' ');
  if (command !== 'node') throw new Error(`"npm start" is expected to start with node, and it is: ${scripts.start}`);
  return args;
}
