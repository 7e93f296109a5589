import { fileURLToPath } from 'node:url';
import { isSeedName, type SeedName } from '../seeds/seed-tenant.ts';
import type { Settings } from '../ground/settings.ts';

/** How a simulator is started; everything has a default that fits `npm run demo`. */
export interface SimulatorOptions {
  /** 0 takes any free port. */
  port?: number;
  /** Absent: no https. 0 takes any free port. */
  httpsPort?: number | undefined;
  /** Where the CA of the https side is kept between starts. */
  caFolder?: string;
  /** Base URLs of the app; the first one is asked for `/healthz` before traffic begins. */
  appUrls?: string[];
  webhookUrl?: string;
  webhookToken?: string;
  seed?: SeedName;
  /** `deliver`: the app is told its history once it can be reached. `known`: it has been given `GET /__sim/past`. */
  past?: 'deliver' | 'known';
  /** Divides every wait; 1 = Auth0's manners. */
  speed?: number;
  settings?: Partial<Settings>;
}

export type ResolvedOptions = Required<Omit<SimulatorOptions, 'httpsPort'>> & Pick<SimulatorOptions, 'httpsPort'>;

// Beside the project, and never in git.
const CA_FOLDER = fileURLToPath(new URL('../../data/simulator-ca', import.meta.url));
const STANDARD_HTTPS_PORT = 4443;
const DEFAULT_TOKEN = 'streamgauge-webhook-token-for-local-use-only';

export function resolveOptions(options: SimulatorOptions): ResolvedOptions {
  const appUrls = options.appUrls?.length ? options.appUrls : ['http://localhost:3000'];
  return {
    port: 4400,
    caFolder: CA_FOLDER,
    webhookUrl: new URL('/webhook', appUrls[0]).href,
    webhookToken: DEFAULT_TOKEN,
    seed: 'demo',
    past: 'deliver',
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

function pastFrom(text: string | undefined): SimulatorOptions['past'] {
  if (!text) return undefined;
  if (text !== 'deliver' && text !== 'known') throw new Error(`SIM_PAST must be deliver or known, not "${text}".`);
  return text;
}

const eventBusFrom = (url: string, key = ''): Settings['eventBus'] => ({ url, header: 'x-api-key', value: key });

function secureFrom(env: Record<string, string | undefined>): SimulatorOptions {
  // By itself only beside the standard port: programs that start many simulators name their own ports.
  const standard = env.SIMULATOR_PORT ? undefined : STANDARD_HTTPS_PORT;
  const httpsPort = numberFrom('SIM_HTTPS_PORT', env.SIM_HTTPS_PORT) ?? standard;
  return {
    ...(httpsPort !== undefined && { httpsPort }),
    ...(env.SIM_CA_FOLDER && { caFolder: env.SIM_CA_FOLDER }),
  };
}

/** Reads the environment; throws with the name of the variable that is wrong. */
export function optionsFromEnv(env: Record<string, string | undefined>): SimulatorOptions {
  const port = numberFrom('SIMULATOR_PORT', env.SIMULATOR_PORT);
  const speed = numberFrom('SIM_SPEED', env.SIM_SPEED);
  const seed = seedFrom(env.SIM_SEED);
  const past = pastFrom(env.SIM_PAST);
  const appUrls = env.SIM_APP_URL?.split(',').map((url) => url.trim());
  return {
    ...(port !== undefined && { port }),
    ...secureFrom(env),
    ...(speed && { speed }),
    ...(seed && { seed }),
    ...(past && { past }),
    ...(appUrls && { appUrls }),
    ...(env.SIM_WEBHOOK_URL && { webhookUrl: env.SIM_WEBHOOK_URL }),
    ...(env.SIM_WEBHOOK_TOKEN && { webhookToken: env.SIM_WEBHOOK_TOKEN }),
    ...(env.SIM_EVENT_BUS_URL && {
      settings: { eventBus: eventBusFrom(env.SIM_EVENT_BUS_URL, env.SIM_EVENT_BUS_KEY) },
    }),
  };
}
