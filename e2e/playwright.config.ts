import { defineConfig } from '@playwright/test';
import { type Options } from './fixtures.ts';

// Each test starts its own simulator and its own production server on a database of its own: nothing is shared but the build.
export default defineConfig<Options>({
  testDir: '.',
  projects: [
    { name: 'server', testMatch: '*.spec.ts' },
    // What the webhook promises holds on the documented entry of the framework too.
    { name: 'next-start', testMatch: /(webhook-contract|durability)\.spec\.ts/, use: { entry: 'next' } },
  ],
  // Far above what a test takes: they are for what never comes, and a shared machine may stand still for seconds.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../test-results',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
