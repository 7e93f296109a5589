import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, getPriority, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { requireNode } from './node-version.ts';
import { installPackage, requireProgram } from './system-package.ts';

requireNode();

const command = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts'];

/** What the last run came to, as Playwright writes it. */
const lastRunFile = 'test-results/.last-run.json';

/** More failures than these are no noise of a busy machine. */
const mostAlone = 3;

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
const env = { ...process.env, CHROMIUM_PATH: path };
const selected = process.argv.slice(2);
if (selected.length === 0) rmSync(lastRunFile, { force: true });
if (playwright(selected)) process.exit(0);
// Who chose some tests looks at them anyway. After a whole run a few are tried alone.
process.exit(selected.length === 0 && isGoodAlone() ? 0 : 1);

/** Runs tests; whether all passed. `more` is added to the environment. */
function playwright(args: string[], more: Record<string, string> = {}): boolean {
  const { status } = spawnSync(process.execPath, [...command, ...args], { stdio: 'inherit', env: { ...env, ...more } });
  return status === 0;
}

/** Names of the tests that the run recorded in `file` did not pass. */
function failedIn(file: string): string[] {
  const listed = spawnSync(process.execPath, [...command, '--list', '--last-failed'], {
    env: { ...env, PLAYWRIGHT_LAST_RUN_OUTPUT_FILE: file },
    encoding: 'utf8',
  });
  return listed.stdout.split('\n').filter((line) => line.startsWith('  ['));
}

/**
 * Runs the tests that failed once more, one after the other, and tells which pass so. Whether all do. When many failed, or
 * the run was broken off, that is no noise of the machine, and nothing is run.
 */
function isGoodAlone(): boolean {
  const lastRun = readLastRun();
  if (lastRun?.status !== 'failed' || lastRun.failedTests.length === 0) return false;
  if (lastRun.failedTests.length > mostAlone) return false;
  const folder = mkdtempSync(join(tmpdir(), 'streamgauge-e2e-alone-'));
  const file = join(folder, 'last-run.json');
  copyFileSync(lastRunFile, file);
  const failed = failedIn(file);
  console.log(`\nFailed beside others; run once more, alone:\n${failed.join('\n')}\n`);
  // What the first run left to look at stays where it is.
  const isGood = playwright(['--last-failed', '--workers=1', '--output=test-results/alone'], {
    PLAYWRIGHT_LAST_RUN_OUTPUT_FILE: file,
  });
  const again = isGood ? [] : failedIn(file);
  rmSync(folder, { recursive: true });
  const passed = failed.filter((name) => !again.includes(name));
  if (passed.length > 0) {
    console.log(`\nPassed only when run alone:\n${passed.join('\n')}`);
    console.log(
      'A busy machine broke a limit of time, or a fault shows only under load. Neither may stay: look into it.\n' +
        'Traces of the failure are in test-results.',
    );
  }
  return isGood;
}

function readLastRun(): { status: string; failedTests: string[] } | null {
  try {
    return JSON.parse(readFileSync(lastRunFile, 'utf8')) as { status: string; failedTests: string[] };
  } catch {
    return null;
  }
}
