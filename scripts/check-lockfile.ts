import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * Guards what `npm ci` needs on other people's machines: every optional platform package is listed (npm leaves out those its
 * registry could not show it), no private host is named, and the database driver is not compiled.
 */
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      gypfile: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const { packages } = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

/** npm looks for a dependency beside its dependent first, then in every folder above. */
function isListed(dependent: string, name: string): boolean {
  let folder = dependent;
  for (;;) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]?.version !== undefined) return true;
    if (folder === '') return false;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
  }
}

const problems: string[] = [];
for (const [path, entry] of Object.entries(packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!isListed(path, name)) problems.push(`${path} needs the optional package ${name}, which is not listed`);
  }
  const { resolved } = entry;
  if (resolved?.startsWith('http') === true && !resolved.startsWith('https://registry.npmjs.org/')) {
    problems.push(`${path} is resolved to a host that others may not reach`);
  }
  if (path.endsWith('node_modules/better-sqlite3') && entry.gypfile !== false) {
    problems.push(`${path} lacks "gypfile": false, so npm 10 would compile it`);
  }
}
if (problems.length > 0) {
  console.error(['package-lock.json would fail elsewhere:', ...problems.map((line) => `  ${line}`)].join('\n'));
  process.exit(1);
}
console.log(`package-lock.json: ${Object.keys(packages).length} packages, all platforms listed`);
