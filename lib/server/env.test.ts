import { describe, expect, test } from 'vitest';
import { EnvError, parseEnv } from './env';

const base = {
  APP_BASE_URL: 'https://gauge.example.com',
  AUTH0_DOMAIN: 'example.eu.auth0.com',
  AUTH0_CLIENT_ID: 'client',
  AUTH0_CLIENT_SECRET: 'secret',
  AUTH0_SECRET: 'a'.repeat(64),
};

function failure(input: Record<string, string | undefined>): string {
  try {
    parseEnv(input);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  throw new Error('these settings were accepted');
}

describe('parseEnv', () => {
  test('the five sign-in settings are enough', () => {
    expect(parseEnv(base)).toMatchObject({
      appBaseUrl: 'https://gauge.example.com',
      webhookUrl: 'https://gauge.example.com/webhook',
      databaseUrl: 'file:./data/streamgauge.db',
      management: null,
      access: { admins: [], operators: [], viewers: [], rolesClaim: null },
    });
  });

  test('says where to listen, and an empty setting counts as absent', () => {
    expect(parseEnv({ ...base, PORT: '8080', HOST: '127.0.0.1' }).listen).toEqual({ port: 8080, host: '127.0.0.1' });
    expect(parseEnv({ ...base, PORT: '', HOST: ' ', LOG_LEVEL: '' }).listen).toEqual({ port: 3000, host: '0.0.0.0' });
  });

  test.each(['http', '-1', '70000', '3000.5'])('a PORT that is none is refused: %s', (PORT) => {
    expect(failure({ ...base, PORT })).toContain('PORT must be a port number');
  });

  test('a level that the log does not know is refused', () => {
    expect(failure({ ...base, LOG_LEVEL: 'verbose' })).toContain('LOG_LEVEL must be one of fatal, error, warn, info');
  });

  test('all that is wrong is listed at once, without any value', () => {
    const message = failure({
      ...base,
      AUTH0_CLIENT_ID: undefined,
      AUTH0_SECRET: 'short-and-secret',
      ACCESS_ADMINS: 'ada',
    });
    expect(message).toContain('AUTH0_CLIENT_ID is missing');
    expect(message).toContain('AUTH0_SECRET is too short');
    expect(message).toContain('ACCESS_ADMINS');
    expect(message).not.toContain('short-and-secret');
  });

  test('an empty setting counts as absent', () => {
    expect(failure({ ...base, AUTH0_DOMAIN: ' ' })).toContain('AUTH0_DOMAIN is missing');
    expect(parseEnv({ ...base, WEBHOOK_URL: '', AUTH0_MANAGEMENT_CLIENT_ID: '' }).management).toBeNull();
  });

  test('plain http is for localhost alone', () => {
    expect(parseEnv({ ...base, AUTH0_DOMAIN: 'http://localhost:4400' }).auth0.insecureLocalhost).toBe(true);
    expect(parseEnv(base).auth0.insecureLocalhost).toBe(false);
    for (const domain of [
      'http://127.0.0.1:4400',
      'http://example.eu.auth0.com',
      'http://localhost.evil.io',
      'ftp://x',
    ]) {
      expect(failure({ ...base, AUTH0_DOMAIN: domain })).toContain('AUTH0_DOMAIN');
    }
  });

  test('the Management API uses the sign-in domain unless it has one of its own', () => {
    const management = { AUTH0_MANAGEMENT_CLIENT_ID: 'm', AUTH0_MANAGEMENT_CLIENT_SECRET: 's' };
    expect(parseEnv({ ...base, ...management }).management?.domain).toBe('example.eu.auth0.com');
    const own = { ...management, AUTH0_MANAGEMENT_DOMAIN: 'tenant.eu.auth0.com' };
    expect(parseEnv({ ...base, ...own }).management?.domain).toBe('tenant.eu.auth0.com');
  });

  test('several webhook secrets are kept in order and taken literally', () => {
    const { webhook } = parseEnv({
      ...base,
      WEBHOOK_TOKEN: 'new, old',
      WEBHOOK_BASIC: 'user:p%20a:ss',
      WEBHOOK_HEADER: 'X-Secret: a:b , x-other:c',
    });
    expect(webhook).toEqual({
      bearer: ['new', 'old'],
      basic: ['user:p%20a:ss'],
      headers: [
        { name: 'x-secret', value: 'a:b' },
        { name: 'x-other', value: 'c' },
      ],
    });
  });

  test('access lists are compared in lower case and refuse what is no address', () => {
    expect(parseEnv({ ...base, ACCESS_VIEWERS: 'Ada@Example.com, @Example.org' }).access.viewers).toEqual([
      'ada@example.com',
      '@example.org',
    ]);
    expect(failure({ ...base, ACCESS_VIEWERS: 'example.com' })).toContain('@domain');
  });
});
