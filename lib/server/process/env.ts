import { z } from 'zod';
import { type RecoveryMode, recoveryModes } from '../../jobs/recovery';
import { type AccessRules } from '../../access/role';
import { type FeedMode, feedModes } from '../../ledger/feed';
import { type FailureLimits, publishedLimits } from '../../streams/failure-budget';
import { logLevels } from './log';
import { readEnvFiles, type EnvFiles } from './env-files';
import {
  httpUrl,
  isLocalHttp,
  isQuoted,
  keySecret,
  allowList,
  list,
  loopbackUrl,
  origin,
  required,
  sealingKeys,
  secretList,
  secretOfAuth0,
  tenantDomain,
} from './setting';
import { type AllowedPlace, type SealingKey } from './setting';
import { processRole } from './role';
import { singleton } from './singleton';

const accessList = list.transform((entries, context) => {
  for (const entry of entries) {
    if (!/^[^@\s]*@[^@\s]+$/.test(entry)) context.addIssue(`"${entry}" is neither an e-mail address nor an @domain`);
  }
  return entries.map((entry) => entry.toLowerCase());
});

/** A whole number from 1 on. */
const countOf = (fallback: number) =>
  z
    .string()
    .trim()
    .default(String(fallback))
    .refine((value) => /^[1-9]\d{0,8}$/.test(value), { error: 'must be a whole number from 1 on' })
    .transform(Number);

type Environment = Record<string, string | undefined>;

/** A setting that is present but empty counts as absent, as an unset line in an `.env` file means. */
const blankIsAbsent = (input: Environment) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value.trim() !== ''));

const schema = z.object({
  APP_BASE_URL: z.string(required('the address people open, such as https://gauge.example.com')).pipe(origin),
  AUTH0_DOMAIN: z.string(required('your tenant, such as example.eu.auth0.com')).pipe(tenantDomain),
  AUTH0_CLIENT_ID: z.string(required('of the Regular Web Application in your tenant')),
  AUTH0_CLIENT_SECRET: secretOfAuth0('of the same application'),
  AUTH0_SECRET: keySecret,
  AUTH0_MANAGEMENT_DOMAIN: tenantDomain.optional(),
  AUTH0_MANAGEMENT_CLIENT_ID: z.string().optional(),
  AUTH0_MANAGEMENT_CLIENT_SECRET: secretOfAuth0('of the machine-to-machine application').optional(),
  WEBHOOK_TOKEN: secretList({ isForm: () => true, form: 'a secret', secretOf: (entry) => entry, isHeader: true }),
  WEBHOOK_BASIC: secretList({
    isForm: (entry) => entry.includes(':'),
    form: 'user:password',
    secretOf: (entry) => entry.slice(entry.indexOf(':') + 1),
    isHeader: false,
  }),
  WEBHOOK_HEADER: secretList({
    isForm: (entry) => /^[\w!#$%&'*+.^`|~-]+:\s*\S/.test(entry),
    form: '"Name: value"',
    secretOf: (entry) => entry.slice(entry.indexOf(':') + 1).trim(),
    isHeader: true,
  }),
  WEBHOOK_URL: httpUrl.optional(),
  DATABASE_URL: z.string().default('file:./data/streamgauge.db'),
  ACCESS_ADMINS: accessList,
  ACCESS_OPERATORS: accessList,
  ACCESS_VIEWERS: accessList,
  ACCESS_ROLES_CLAIM: z.string().optional(),
  PORT: z
    .string()
    .default('3000')
    .refine((value) => /^\d{1,5}$/.test(value.trim()) && Number(value) <= 65_535, { error: 'must be a port number' })
    .transform(Number),
  HOST: z.string().trim().default('0.0.0.0'),
  SMTP_URL: z
    .string()
    .trim()
    .refine((value) => /^smtps?:\/\/[^\s/]+/.test(value), {
      error: 'must be an address such as smtp://user:password@mail.example.com:587',
    })
    .optional(),
  SMTP_FROM: z
    .string()
    .trim()
    .refine((value) => /^[^@\s]*[^@]*@[^@\s]+$/.test(value), { error: 'must be an e-mail address' })
    .optional(),
  FAILURES_IN_A_ROW_LIMIT: countOf(publishedLimits.inARow),
  FAILURES_TOTAL_LIMIT: countOf(publishedLimits.total),
  RECOVERY: z.enum(recoveryModes, { error: `must be one of ${recoveryModes.join(', ')}` }).default('suggest'),
  METRICS_TOKEN: secretList({ isForm: () => true, form: 'a secret', secretOf: (entry) => entry, isHeader: true }),
  CONNECTORS: z.enum(['on', 'held', 'off'], { error: 'must be on, held or off' }).default('on'),
  CONNECTORS_KEY: sealingKeys,
  CONNECTORS_ALLOW: allowList,
  HUBSPOT_BASE_URL: loopbackUrl.optional(),
  // Receiving and the dashboard on machines of their own need a database that both share (docs/decisions.md, "Two processes").
  ROLE: z
    .string()
    .trim()
    .refine((role) => role === 'all', {
      error:
        'must be all, or left out: ingest or dashboard alone need a database that several machines share, which SQLite is not',
    })
    .optional(),
  EVENT_FEED: z.enum(feedModes, { error: `must be one of ${feedModes.join(', ')}` }).default('off'),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).optional(),
});

/** Everything the process is told by its environment, parsed once. Secrets are in here: never log it. */
export interface Env {
  appBaseUrl: string;
  auth0: { domain: string; clientId: string; clientSecret: string; secret: string; insecureLocalhost: boolean };
  /** Machine-to-machine application; null when not configured: screens that need it say so. */
  management: { domain: string; clientId: string; clientSecret: string } | null;
  webhook: {
    bearer: readonly string[];
    basic: readonly string[];
    headers: readonly { name: string; value: string }[];
  };
  /** Public address event streams post to. */
  webhookUrl: string;
  databaseUrl: string;
  /** Failures at which Auth0 disables an event stream. */
  failureLimits: FailureLimits;
  access: AccessRules;
  /** Mail server of the alerts; null when none is configured. */
  smtp: { url: string; from: string } | null;
  /** What is done with Auth0's event feed. */
  feed: FeedMode;
  /** What is done about deliveries that failed while nothing received here. */
  recovery: RecoveryMode;
  connectors: {
    /** `held`: each that runs is stopped at the start, for a database that came from a backup. */
    mode: 'on' | 'held' | 'off';
    /** Keys that seal their secrets: the first seals, all open. */
    keys: readonly SealingKey[];
    /** Hosts and networks of this machine's surroundings that they may send to. */
    allow: readonly AllowedPlace[];
    /** Where a stand-in for HubSpot's API is on this machine; null: HubSpot itself is asked. */
    hubspotUrl: string | null;
  };
  /** Bearer secrets that may read `/metrics`; without any, only this machine may. */
  metricsTokens: readonly string[];
  /** Where `npm start` listens. */
  listen: { port: number; host: string };
}

/** Thrown by `parseEnv`; the message lists every setting that is wrong, one a line, and quotes no secret. */
export class EnvError extends Error {
  override name = 'EnvError';
}

function managementOf(value: z.infer<typeof schema>): Env['management'] {
  const clientId = value.AUTH0_MANAGEMENT_CLIENT_ID;
  const clientSecret = value.AUTH0_MANAGEMENT_CLIENT_SECRET;
  if (clientId === undefined || clientSecret === undefined) return null;
  return { domain: value.AUTH0_MANAGEMENT_DOMAIN ?? value.AUTH0_DOMAIN, clientId, clientSecret };
}

function smtpOf({ SMTP_URL: url, SMTP_FROM, APP_BASE_URL }: z.infer<typeof schema>): Env['smtp'] {
  if (url === undefined) return null;
  return { url, from: SMTP_FROM ?? `Streamgauge <streamgauge@${new URL(APP_BASE_URL).hostname}>` };
}

const noFiles: EnvFiles = { settings: new Map(), problems: [] };

/** Everything that is wrong with these settings, one a line, each with the line of the file that it comes from. */
function faultsOf(input: Environment, { settings, problems }: EnvFiles): string[] {
  const placeOf = (name: string) => {
    const setting = settings.get(name);
    return setting !== undefined && setting.value === input[name] ? ` (${setting.place})` : '';
  };
  const ofFiles = problems.filter(({ name }) => name === null || input[name] === undefined);
  const quoted = Object.keys(schema.shape).filter((name) => isQuoted(input[name] ?? ''));
  const told = new Set([...ofFiles.map(({ name }) => name), ...quoted]);
  const issues = (schema.safeParse(blankIsAbsent(input)).error?.issues ?? []).map(({ path, message }) => {
    return { name: path.join('.'), message };
  });
  return [
    ...ofFiles.map(({ text }) => text),
    ...quoted.map((name) => `${name}${placeOf(name)} has quotes around it that would be part of it. Remove them.`),
    ...issues.filter(({ name }) => !told.has(name)).map(({ name, message }) => `${name}${placeOf(name)} ${message}`),
  ];
}

/**
 * Turns environment variables into settings, or throws `EnvError` with the whole list of what is wrong. `files` is what the
 * `.env` files say, `input` what has come of it.
 */
export function parseEnv(input: Environment, files: EnvFiles = noFiles): Env {
  const faults = faultsOf(input, files);
  const parsed = schema.safeParse(blankIsAbsent(input));
  if (faults.length > 0 || !parsed.success) {
    const lines = faults.map((line) => `  ${line}`);
    throw new EnvError(['Streamgauge cannot start with these settings:', ...lines, 'See .env.example.'].join('\n'));
  }
  const value = parsed.data;
  return {
    appBaseUrl: value.APP_BASE_URL,
    auth0: {
      domain: value.AUTH0_DOMAIN,
      clientId: value.AUTH0_CLIENT_ID,
      clientSecret: value.AUTH0_CLIENT_SECRET,
      secret: value.AUTH0_SECRET,
      // Only a tenant on this very machine may be spoken to without TLS.
      insecureLocalhost: isLocalHttp(value.AUTH0_DOMAIN),
    },
    management: managementOf(value),
    webhook: {
      bearer: value.WEBHOOK_TOKEN,
      basic: value.WEBHOOK_BASIC,
      headers: value.WEBHOOK_HEADER.map((entry) => {
        const colon = entry.indexOf(':');
        return { name: entry.slice(0, colon).trim().toLowerCase(), value: entry.slice(colon + 1).trim() };
      }),
    },
    webhookUrl: value.WEBHOOK_URL ?? `${value.APP_BASE_URL}/webhook`,
    databaseUrl: value.DATABASE_URL,
    failureLimits: { inARow: value.FAILURES_IN_A_ROW_LIMIT, total: value.FAILURES_TOTAL_LIMIT },
    access: {
      admins: value.ACCESS_ADMINS,
      operators: value.ACCESS_OPERATORS,
      viewers: value.ACCESS_VIEWERS,
      rolesClaim: value.ACCESS_ROLES_CLAIM ?? null,
    },
    smtp: smtpOf(value),
    feed: value.EVENT_FEED,
    recovery: value.RECOVERY,
    connectors: {
      mode: value.CONNECTORS,
      keys: value.CONNECTORS_KEY,
      allow: value.CONNECTORS_ALLOW,
      hubspotUrl: value.HUBSPOT_BASE_URL ?? null,
    },
    metricsTokens: value.METRICS_TOKEN,
    listen: { port: value.PORT, host: value.HOST },
  };
}

/** A child has its parent's settings: a file that was edited since must not keep it from starting. */
const filesOfProcess = () => (processRole() === 'pages' ? noFiles : readEnvFiles(process.cwd(), process.env.NODE_ENV));

/** The process's settings. Parsed on first use, so that `next build` needs none. */
export function env(): Env {
  return singleton('env', () => parseEnv(process.env, filesOfProcess()));
}
