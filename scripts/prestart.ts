import { existsSync } from 'node:fs';
import { requireNode } from './node-version.ts';

requireNode();
if (!['dist/server.js', 'dist/pages.js', '.next/BUILD_ID'].every((file) => existsSync(file))) {
  console.error('There is no production build here. Make one with: npm run build');
  process.exit(1);
}
