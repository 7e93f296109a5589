import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { chromium } from '@playwright/test';
import { requireNode } from './node-version.ts';
import { installPackage, requireProgram } from './system-package.ts';

requireNode();

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const installed = () =>
  [...candidates, chromium.executablePath()].find((path) => path !== undefined && existsSync(path));

/** Playwright's own download first; where that is not reachable, the system's package, which needs root. */
function installChromium(): void {
  try {
    execFileSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
      stdio: 'inherit',
    });
  } catch {
    console.log('Playwright could not download Chromium; trying the package of this system.');
    installPackage('chromium');
  }
}

const nginxFolders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];
const hasNginx = () => nginxFolders.some((folder) => existsSync(`${folder}/nginx`));

// The pages of the product give way to everybody else: beside browsers that do not, they would never have their turn.
setPriority(Math.max(constants.priority.PRIORITY_BELOW_NORMAL, getPriority()));
if (installed() === undefined) installChromium();
const path = installed();
if (path === undefined) {
  console.error('No Chromium was found. Install one and set CHROMIUM_PATH to its program.');
  process.exit(1);
}
// The tests behind a proxy run a real one.
requireProgram({ isThere: hasNginx, name: 'nginx', package: 'nginx' });
console.log(`Browser: ${path}`);
const args = [
  'node_modules/@playwright/test/cli.js',
  'test',
  '--config',
  'e2e/playwright.config.ts',
  ...process.argv.slice(2),
];
execFileSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: path } });
