import { afterAll, beforeAll, vi } from 'vitest';

/** Where `stubSettings` says that events are received. */
export const webhookUrl = 'https://gauge.test/webhook';

/** Gives the tests of a file the settings that an answer for a screen reads. */
export function stubSettings(): void {
  beforeAll(() => {
    const settings = {
      APP_BASE_URL: 'https://gauge.test',
      AUTH0_DOMAIN: 'example.auth0.test',
      AUTH0_CLIENT_ID: 'web',
      AUTH0_CLIENT_SECRET: 'secret-0123456789',
      AUTH0_SECRET: 'a'.repeat(64),
      WEBHOOK_TOKEN: 'token-0123456789',
      WEBHOOK_URL: webhookUrl,
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  });
  afterAll(() => vi.unstubAllEnvs());
}
