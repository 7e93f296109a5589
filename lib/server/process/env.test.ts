import { describe, expect, test } from 'vitest';
import { EnvError, parseEnv } from './env';

const base = {
  APP_BASE_URL: 'https://gauge.example.com',
  AUTH0_DOMAIN: 'example.eu.auth0.com',
  AUTH0_CLIENT_ID: 'client',
  AUTH0_CLIENT_SECRET: 'secret-0123456789',
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

  test('the limits at which Auth0 disables an event stream are those it publishes, unless set', () => {
    expect(parseEnv(base).failureLimits).toEqual({ inARow: 500, total: 5_000 });
    const set = { ...base, FAILURES_IN_A_ROW_LIMIT: '3', FAILURES_TOTAL_LIMIT: '10000' };
    expect(parseEnv(set).failureLimits).toEqual({ inARow: 3, total: 10_000 });
    for (const wrong of ['0', '-1', '2.5', 'many']) {
      expect(failure({ ...base, FAILURES_TOTAL_LIMIT: wrong })).toContain(
        'FAILURES_TOTAL_LIMIT must be a whole number',
      );
    }
  });

  test('a level that the log does not know is refused', () => {
    expect(failure({ ...base, LOG_LEVEL: 'verbose' })).toContain('LOG_LEVEL must be one of fatal, error, warn, info');
  });

  test('half of the server alone is refused with the reason, not ignored', () => {
    expect(parseEnv({ ...base, ROLE: 'all' })).toEqual(parseEnv(base));
    for (const ROLE of ['ingest', 'dashboard', 'work']) {
      expect(failure({ ...base, ROLE })).toContain('ROLE must be all, or left out: ingest or dashboard alone need');
    }
  });

  test('an outage is suggested for a retry unless told otherwise, and a mail server needs no sender of its own', () => {
    expect(parseEnv(base)).toMatchObject({ recovery: 'suggest', smtp: null });
    expect(parseEnv({ ...base, RECOVERY: 'automatic' }).recovery).toBe('automatic');
    expect(failure({ ...base, RECOVERY: 'on' })).toContain('RECOVERY must be one of off, suggest, automatic');
    const mail = parseEnv({ ...base, SMTP_URL: 'smtp://mail.example.com:587' }).smtp;
    expect(mail).toMatchObject({
      url: 'smtp://mail.example.com:587',
      from: expect.stringContaining('streamgauge@') as string,
    });
    expect(failure({ ...base, SMTP_URL: 'mail.example.com' })).toContain('SMTP_URL must be an address such as smtp://');
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
    const management = { AUTH0_MANAGEMENT_CLIENT_ID: 'm', AUTH0_MANAGEMENT_CLIENT_SECRET: 'm2m-secret-0123456789' };
    expect(parseEnv({ ...base, ...management }).management?.domain).toBe('example.eu.auth0.com');
    const own = { ...management, AUTH0_MANAGEMENT_DOMAIN: 'tenant.eu.auth0.com' };
    expect(parseEnv({ ...base, ...own }).management?.domain).toBe('tenant.eu.auth0.com');
  });

  test('several webhook secrets are kept in order and taken literally', () => {
    const { webhook } = parseEnv({
      ...base,
      WEBHOOK_TOKEN: 'new-0123456789abcdef, old-$def#ghi-0123456789',
      WEBHOOK_BASIC: 'user:p%20a:ss-0123456789',
      WEBHOOK_HEADER: 'X-Secret: a:b-0123456789abc , x-other:c-0123456789abcd',
    });
    expect(webhook).toEqual({
      bearer: ['new-0123456789abcdef', 'old-$def#ghi-0123456789'],
      basic: ['user:p%20a:ss-0123456789'],
      headers: [
        { name: 'x-secret', value: 'a:b-0123456789abc' },
        { name: 'x-other', value: 'c-0123456789abcd' },
      ],
    });
  });

  test.each([
    ['WEBHOOK_TOKEN', 'ab,cd', /value 1 is too short/],
    ['WEBHOOK_TOKEN', 'long-enough-0123456789,cd', /value 2 is too short/],
    ['WEBHOOK_TOKEN', 'fifteen-letters', /is too short: it needs at least 16/],
    ['WEBHOOK_TOKEN', '"quoted-0123456789abcdef"', /has quotes around it/],
    ['WEBHOOK_TOKEN', "first-0123456789abcdef,'second-0123456789abcdef'", /value 2 has quotes around it/],
    ['WEBHOOK_TOKEN', '${WEBHOOK_TOKEN_FROM_VAULT}', /expression that nothing has replaced/],
    ['WEBHOOK_TOKEN', '$(openssl rand -hex 32)', /expression that nothing has replaced/],
    ['WEBHOOK_TOKEN', '$WEBHOOK_TOKEN_FROM_VAULT', /expression that nothing has replaced/],
    ['WEBHOOK_TOKEN', 'schlüssel-0123456789', /printable ASCII/],
    ['WEBHOOK_BASIC', 'a-very-long-user-name:short', /is too short/],
    ['WEBHOOK_BASIC', 'no-colon-0123456789abcdef', /must be user:password/],
    ['WEBHOOK_HEADER', 'X-Rather-Long-Name: short', /is too short/],
    ['AUTH0_CLIENT_SECRET', 'short', /Copy it from the application in Auth0/],
    ['AUTH0_SECRET', '${AUTH0_SECRET_OF_THIS_INSTALLATION}', /expression that nothing has replaced/],
    ['HOST', "'0.0.0.0'", /has quotes around it/],
    ['APP_BASE_URL', 'https://tools.example.com/gauge', /cannot live below a path \(\/gauge\)/],
    ['APP_BASE_URL', 'https://tools.example.com?x=1', /must end after the host, as in https:\/\/tools.example.com,/],
    ['APP_BASE_URL', 'https://tools.example.com/#top', /without \? or #/],
    ['APP_BASE_URL', 'https://ada:pw@tools.example.com', /must not hold a user name/],
  ])('%s=%s is refused in words', (name, value, words) => {
    const message = failure({ ...base, [name]: value });
    expect(message).toContain(`${name} `);
    expect(message).toMatch(words);
  });

  test('access lists are compared in lower case and refuse what is no address', () => {
    expect(parseEnv({ ...base, ACCESS_VIEWERS: 'Ada@Example.com, @Example.org' }).access.viewers).toEqual([
      'ada@example.com',
      '@example.org',
    ]);
    expect(failure({ ...base, ACCESS_VIEWERS: 'example.com' })).toContain('@domain');
  });

  test('a fault is told with the line of the file that it comes from', () => {
    const files = {
      settings: new Map([['WEBHOOK_TOKEN', { value: 'short', place: '.env line 4' }]]),
      problems: [
        { name: 'WEBHOOK_BASIC', text: 'WEBHOOK_BASIC (.env line 5) holds a #' },
        { name: 'AUTH0_DOMAIN', text: 'AUTH0_DOMAIN (.env line 6) holds a #' },
      ],
    };
    const input = { ...base, WEBHOOK_TOKEN: 'short' };
    expect(() => parseEnv(input, files)).toThrow('WEBHOOK_TOKEN (.env line 4) is too short');
    expect(() => parseEnv(input, files)).toThrow('WEBHOOK_BASIC (.env line 5) holds a #');
    // The real environment says what the domain is, so that the line does not matter.
    expect(() => parseEnv(input, files)).not.toThrow('AUTH0_DOMAIN');
  });

  test.each(['http://localhost:4400/hubspot/', 'https://127.0.0.1:4443', 'http://[::1]:4400/hubspot'])(
    'a stand-in for HubSpot may be at %s',
    (HUBSPOT_BASE_URL) => {
      const { hubspotUrl } = parseEnv({ ...base, HUBSPOT_BASE_URL }).connectors;
      expect(hubspotUrl).toBe(HUBSPOT_BASE_URL.replace(/\/$/, ''));
      expect(parseEnv(base).connectors.hubspotUrl).toBeNull();
    },
  );

  test.each([
    'https://api.hubapi.com',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'http://10.0.0.1/',
    'http://user:password@localhost/',
    'http://localhost/?a=b',
    'localhost:4400',
    'ftp://localhost/',
  ])('what is meant for HubSpot goes to no other machine: %s is refused', (HUBSPOT_BASE_URL) => {
    expect(failure({ ...base, HUBSPOT_BASE_URL })).toContain('HUBSPOT_BASE_URL must be an ');
  });
});
