import { existsSync } from 'node:fs';
import { requireNode } from './node-version.ts';

requireNode();
if (!existsSync('dist/server.js') || !existsSync('.next/BUILD_ID')) {
  console.error('There is no production build here. Make one with: npm run build');
  process.exit(1);
}
