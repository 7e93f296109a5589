import pino from 'pino';
import { processRole } from './role';
import { singleton } from './singleton';

/** What LOG_LEVEL may be. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The log comes before the settings are checked (process/env.ts refuses a wrong level): until then it must work. */
const level = () => logLevels.find((known) => known === process.env.LOG_LEVEL) ?? 'info';

/**
 * Structured log on stdout; every line names the role of its process. Callers pass ids, types, sizes and codes only: never bodies, tokens, addresses of people or
 * header values. Level by LOG_LEVEL (default `info`).
 */
export const log = singleton('log', () =>
  pino({
    base: undefined,
    level: level(),
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => ({ role: processRole() }),
  }),
);
