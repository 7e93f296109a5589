import { type Topic } from '@/lib/store';
import { deeds, innerDeeds } from '../shared/deeds';
import { type CarriedError } from './carried-error';

/** What the writing process does for another. Anything else that a message names is refused. */
const servedMethods = [...deeds, ...innerDeeds] as const;

export type ServedMethod = (typeof servedMethods)[number];

/** Asks for a deed. The processes may say other things on the same channel, so `store` marks what is said here. */
export interface Request {
  store: 'request';
  id: number;
  method: ServedMethod;
  parameters: readonly unknown[];
  /** What a `Carrier` takes along. */
  carried?: string;
}

/** How the deed of the request `id` went. */
export type Reply =
  { store: 'answer'; id: number; value: unknown } | { store: 'failure'; id: number; error: CarriedError };

/** What changed, by any process. */
export interface NoticesMessage {
  store: 'notices';
  topics: readonly Topic[];
}

// The boundary between the processes: both run this program, so whatever bears the mark has exactly these shapes.

const isMarked = (message: unknown): message is { store: unknown } =>
  typeof message === 'object' && message !== null && 'store' in message;

/** Recognises a request, whatever it asks for. */
export function isRequest(message: unknown): message is Omit<Request, 'method'> & { method: string } {
  return isMarked(message) && message.store === 'request';
}

/** Recognises what the writing process says. */
export function isFromWriter(message: unknown): message is Reply | NoticesMessage {
  return isMarked(message) && ['answer', 'failure', 'notices'].some((kind) => kind === message.store);
}

/** Whether the writing process does this for others. */
export function isServed(method: string): method is ServedMethod {
  return servedMethods.some((served) => served === method);
}
