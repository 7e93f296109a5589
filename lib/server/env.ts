import { z } from 'zod';
import { type AccessRules } from '../access/role';
import { logLevels } from './log';
import { singleton } from './singleton';

const isLocalHttp = (value: string) => /^http:\/\/localhost(:\d+)?\/?$/.test(value);

const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

const accessList = list.transform((entries, context) => {
  for (const entry of entries) {
    if (!/^[^@\s]*@[^@\s]+$/.test(entry)) context.addIssue(`"${entry}" is neither an e-mail address nor an @domain`);
  }
  return entries.map((entry) => entry.toLowerCase());
});

const tenantDomain = z
  .string()
  .trim()
  .transform((value) => value.replace(/\/$/, ''))
  .refine((value) => isLocalHttp(value) || /^(https:\/\/)?[a-z0-9.-]+(:\d+)?$/i.test(value), {
    error: 'must be a host name such as example.eu.auth0.com, or http://localhost:PORT for the simulator',
  });

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((value) => value.replace(/\/$/, ''));

/** A setting that is present but empty counts as absent, as an unset line in an `.env` file means. */
const blankIsAbsent = (input: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value.trim() !== ''));

const required = (meaning: string) => ({ error: `is missing: ${meaning}` });

const schema = z.object({
  APP_BASE_URL: z.string(required('the address people open, such as https://gauge.example.com')).pipe(httpUrl),
  AUTH0_DOMAIN: z.string(required('your tenant, such as example.eu.auth0.com')).pipe(tenantDomain),
  AUTH0_CLIENT_ID: z.string(required('of the Regular Web Application in your tenant')),
  AUTH0_CLIENT_SECRET: z.string(required('of the same application')),
  AUTH0_SECRET: z
    .string(required('32 random bytes; make one with: openssl rand -hex 32'))
    .min(32, { error: 'is too short: use the output of openssl rand -hex 32' }),
  AUTH0_MANAGEMENT_DOMAIN: tenantDomain.optional(),
  AUTH0_MANAGEMENT_CLIENT_ID: z.string().optional(),
  AUTH0_MANAGEMENT_CLIENT_SECRET: z.string().optional(),
  WEBHOOK_TOKEN: list,
  WEBHOOK_BASIC: list.refine((entries) => entries.every((entry) => entry.includes(':')), {
    error: 'must be user:password',
  }),
  WEBHOOK_HEADER: list.refine((entries) => entries.every((entry) => /^[\w!#$%&'*+.^`|~-]+:\s*\S/.test(entry)), {
    error: 'must be "Name: value"',
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
  access: AccessRules;
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

/** Turns environment variables into settings, or throws `EnvError` with the whole list of what is wrong. */
export function parseEnv(input: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(blankIsAbsent(input));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
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
    access: {
      admins: value.ACCESS_ADMINS,
      operators: value.ACCESS_OPERATORS,
      viewers: value.ACCESS_VIEWERS,
      rolesClaim: value.ACCESS_ROLES_CLAIM ?? null,
    },
    listen: { port: value.PORT, host: value.HOST },
  };
}

/** The process's settings. Parsed on first use, so that `next build` needs none. */
export function env(): Env {
  return singleton('env', () => parseEnv(process.env));
}
