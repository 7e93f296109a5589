import { randomBytes } from 'node:crypto';

export interface LocalWorld {
  appUrl: string;
  simulatorUrl: string;
  appEnv: NodeJS.ProcessEnv;
  simulatorEnv: NodeJS.ProcessEnv;
}

/**
 * Settings that tie the dashboard to the simulator on this machine: a complete tenant without an Auth0 account. Everything
 * in here is for loopback only; the cookie secret is new each time.
 */
export function localWorld(options: { seed: string; database: string }): LocalWorld {
  const port = process.env.PORT ?? '3000';
  const simulatorPort = process.env.SIMULATOR_PORT ?? '4400';
  const appUrl = `http://localhost:${port}`;
  const simulatorUrl = `http://localhost:${simulatorPort}`;
  const webhookToken = 'local-webhook-token-0123456789abcdef';
  return {
    appUrl,
    simulatorUrl,
    appEnv: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: port,
      HOST: 'localhost',
      APP_BASE_URL: appUrl,
      AUTH0_DOMAIN: simulatorUrl,
      AUTH0_CLIENT_ID: 'streamgauge-web',
      AUTH0_CLIENT_SECRET: 'streamgauge-web-secret-for-local-use-only-000',
      AUTH0_SECRET: randomBytes(32).toString('hex'),
      AUTH0_MANAGEMENT_CLIENT_ID: 'streamgauge-m2m',
      AUTH0_MANAGEMENT_CLIENT_SECRET: 'streamgauge-m2m-secret-for-local-use-only-0000',
      AUTH0_MANAGEMENT_DOMAIN: '',
      WEBHOOK_TOKEN: webhookToken,
      WEBHOOK_BASIC: '',
      WEBHOOK_HEADER: '',
      WEBHOOK_URL: '',
      ACCESS_ADMINS: 'admin@example.test',
      ACCESS_OPERATORS: 'operator@example.test',
      ACCESS_VIEWERS: 'viewer@example.test',
      ACCESS_ROLES_CLAIM: '',
      EVENT_FEED: 'ledger',
      CONNECTORS: 'on',
      CONNECTORS_KEY: `local:${Buffer.alloc(32, 'local use only').toString('base64')}`,
      CONNECTORS_ALLOW: 'localhost,127.0.0.1',
      HUBSPOT_BASE_URL: `${simulatorUrl}/hubspot`,
      DATABASE_URL: `file:${options.database}`,
    },
    simulatorEnv: {
      ...process.env,
      SIMULATOR_PORT: simulatorPort,
      SIM_APP_URL: appUrl,
      SIM_WEBHOOK_URL: `${appUrl}/webhook`,
      SIM_WEBHOOK_TOKEN: webhookToken,
      SIM_SEED: options.seed,
    },
  };
}

/** Who can sign in at the simulator, for people reading the terminal. */
export const people = [
  ['Mara Lindqvist', 'admin'],
  ['Otto Berg', 'operator'],
  ['Vera Nyman', 'viewer'],
  ['Gus Holm', 'no role: sees the "no access" page'],
] as const;
