import { type Family } from '../telemetry/metrics';

/** What the parent says to the process of the pages, beside the deeds and notices of the store. */
export type ToPages =
  | { pages: 'stop'; signal: string }
  /** Asks for a sign of life. */
  | { pages: 'pulse' }
  /** Asks for the metrics; the answer bears the same number. */
  | { pages: 'measure'; number: number };

/** What the process of the pages says to its parent. */
export type FromPages =
  /** Screens are answered from now on. */
  { pages: 'ready' } | { pages: 'alive' } | { pages: 'measured'; number: number; families: readonly Family[] };

// The store shares the channel. Both ends are this program, so the mark is proof enough.
const isOurs = (message: unknown) => typeof message === 'object' && message !== null && 'pages' in message;

export const isToPages = (message: unknown): message is ToPages => isOurs(message);

export const isFromPages = (message: unknown): message is FromPages => isOurs(message);
