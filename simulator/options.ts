import { isSeedName, type SeedName } from './seeds/seed-tenant.ts';
import type { Settings } from './settings.ts';

/** How a simulator is started; everything has a default that fits `npm run demo`. */
export interface SimulatorOptions {
  /** 0 takes any free port. */
  port?: number;
  /** Base URLs of the app; the first one is asked for `/healthz` before traffic begins. */
  appUrls?: string[];
  webhookUrl?: string;
  webhookToken?: string;
  seed?: SeedName;
  /** Divides every wait; 1 = Auth0's manners. */
  speed?: number;
  settings?: Partial<Settings>;
}

export type ResolvedOptions = Required<SimulatorOptions>;

const DEFAULT_TOKEN = 'streamgauge-webhook-token-for-local-use-only';

export function resolveOptions(options: SimulatorOptions): ResolvedOptions {
  const appUrls = options.appUrls?.length ? options.appUrls : ['http://localhost:3000'];
  return {
    port: 4400,
    webhookUrl: new URL('/webhook', appUrls[0]).href,
    webhookToken: DEFAULT_TOKEN,
    seed: 'demo',
    speed: 1,
    settings: {},
    ...options,
    appUrls,
  };
}

function numberFrom(name: string, text: string | undefined): number | undefined {
  if (!text) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number, not "${text}".`);
  return value;
}

function seedFrom(text: string | undefined): SeedName | undefined {
  if (!text) return undefined;
  if (!isSeedName(text)) throw new Error(`SIM_SEED must be demo, stories or empty, not "${text}".`);
  return text;
}

/** Reads the environment; throws with the name of the variable that is wrong. */
export function optionsFromEnv(env: Record<string, string | undefined>): SimulatorOptions {
  const port = numberFrom('SIMULATOR_PORT', env.SIMULATOR_PORT);
  const speed = numberFrom('SIM_SPEED', env.SIM_SPEED);
  const seed = seedFrom(env.SIM_SEED);
  const appUrls = env.SIM_APP_URL?.split(',').map((url) => url.trim());
  return {
    ...(port !== undefined && { port }),
    ...(speed && { speed }),
    ...(seed && { seed }),
    ...(appUrls && { appUrls }),
    ...(env.SIM_WEBHOOK_URL && { webhookUrl: env.SIM_WEBHOOK_URL }),
    ...(env.SIM_WEBHOOK_TOKEN && { webhookToken: env.SIM_WEBHOOK_TOKEN }),
  };
}
