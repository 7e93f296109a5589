import { chromium, type Page } from '@playwright/test';
import { buildQuietly, startDemo } from './demo-programs.ts';
import { localWorld } from './local-world.ts';
import { requireNode } from './node-version.ts';

// Takes the picture at the top of the README from the demo, as a newcomer sees it first. `-- --built` uses the present build.

const picture = 'docs/overview.png';

async function signIn(page: Page, appUrl: string): Promise<void> {
  await page.goto(appUrl);
  await page.getByRole('link', { name: 'Continue with Auth0' }).click();
  await page.getByRole('button', { name: 'Sign in as Mara Lindqvist (admin)' }).click();
}

async function takePicture(appUrl: string): Promise<void> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const look = { viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Paris' } as const;
    const page = await browser.newPage({ ...look, colorScheme: 'light', reducedMotion: 'reduce' });
    await signIn(page, appUrl);
    // The failures are read from Auth0 a moment after the start.
    await page.getByRole('region', { name: 'Health' }).getByText('failed at Auth0').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /^Live/ }).waitFor();
    await page.screenshot({ path: picture });
  } finally {
    await browser.close();
  }
}

requireNode();
const world = localWorld({ seed: 'demo', database: './data/picture.db' });
if (!process.argv.includes('--built')) await buildQuietly();
const { ready, ended, stop } = startDemo(world);
const early = await Promise.race([ready.then(() => null), ended]);
if (early !== null) process.exit(early === 0 ? 1 : early);
try {
  await takePicture(world.appUrl);
  console.log(`${picture} is taken anew`);
} finally {
  stop();
  await ended;
}
