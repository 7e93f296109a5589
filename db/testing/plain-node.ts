import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// Lets a test start a second, real process on the TypeScript sources: `node --import ./db/testing/plain-node.ts file.ts`.
// Bundlers and vitest resolve `@/` and missing extensions; plain Node does not.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const target = specifier.startsWith('@/')
      ? path.resolve(specifier.slice(2))
      : specifier.startsWith('.') && context.parentURL !== undefined
        ? path.resolve(path.dirname(new URL(context.parentURL).pathname), specifier)
        : null;
    const file = target === null ? null : `${target}.ts`;
    return nextResolve(file !== null && existsSync(file) ? pathToFileURL(file).href : specifier, context);
  },
});
