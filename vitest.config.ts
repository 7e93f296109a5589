import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      // The marker throws outside a React server bundle; unit tests run these files in plain Node.
      'server-only': here('./node_modules/server-only/empty.js'),
      '@': here('.'),
    },
  },
  test: {
    include: ['{app,components,db,lib,simulator,scripts,bench}/**/*.test.{ts,tsx}'],
    globalSetup: here('./scripts/unit-setup.ts'),
    // One processor is left free otherwise, and of two that is half the speed.
    maxWorkers: '100%',
    // For what never comes; a shared machine may stand still for seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
