import pino from 'pino';
import { singleton } from './singleton';

/**
 * Structured log on stdout. Callers pass ids, types, sizes and codes only: never bodies, tokens, addresses of people or
 * header values. Level by LOG_LEVEL (default `info`).
 */
export const log = singleton('log', () =>
  pino({ base: undefined, level: process.env.LOG_LEVEL ?? 'info', timestamp: pino.stdTimeFunctions.isoTime }),
);
