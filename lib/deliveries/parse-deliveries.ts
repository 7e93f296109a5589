import { z } from 'zod';
import { parseStoredBody } from '../events/parse-event';
import { parseTime } from '../time';
import { isJsonNumber } from '../json/json-number';
import { parseJson } from '../json/parse-json';
import { type DeliveryAttempt, type DeliveryPayload, type ListedDelivery, longestPayload } from './delivery';

const text = z.string().min(1);

const toNumber = (value: unknown) => (isJsonNumber(value) ? Number(value.digits) : value);

const attemptSchema = z.looseObject({
  status: text.catch('unknown'),
  timestamp: text.nullish().catch(null),
  error_message: z.string().nullish().catch(null),
  // A long fraction comes as the digits of it; a duration needs no more than a double.
  duration: z.preprocess(toNumber, z.number().nonnegative().nullish()).catch(null),
});

const deliverySchema = z.looseObject({
  id: text,
  event_stream_id: text.nullish().catch(null),
  event_type: text.nullish().catch(null),
  status: text.catch('unknown'),
  attempts: z.array(z.unknown()).catch([]),
  event: z.unknown().optional(),
});

const pageSchema = z.union([
  z.array(z.unknown()).transform((deliveries) => ({ deliveries, next: null })),
  z
    .looseObject({
      deliveries: z.array(z.unknown()),
      next: text.nullish().catch(null),
      nextPageToken: text.nullish().catch(null),
    })
    .transform((page) => ({ deliveries: page.deliveries, next: page.next ?? page.nextPageToken ?? null })),
]);

export interface ListedPage {
  deliveries: ListedDelivery[];
  /** Token of the following page; Auth0 sends one even when nothing follows. */
  next: string | null;
  /** Entries as Auth0 counts them, those included that we could not read. */
  size: number;
}

/**
 * Reads one page of Auth0's failed deliveries in every shape it has been seen in: `{deliveries, next}`,
 * `{deliveries, nextPageToken}` and a bare array (recordings of the Go and Node SDKs). Null when it is none of them.
 */
export function parseDeliveryPage(input: unknown, streamId: string): ListedPage | null {
  const page = pageSchema.safeParse(input);
  if (!page.success) return null;
  const deliveries = page.data.deliveries.flatMap((entry) => parseDelivery(entry, streamId) ?? []);
  return { deliveries, next: page.data.next, size: page.data.deliveries.length };
}

/** Reads one delivery; null when it has no id. Unknown status words are kept, missing fields become null. */
export function parseDelivery(input: unknown, streamId: string): ListedDelivery | null {
  const parsed = deliverySchema.safeParse(input);
  if (!parsed.success) return null;
  const delivery = parsed.data;
  const event = readEvent(delivery.event, { id: delivery.id, type: delivery.event_type });
  return {
    streamId: delivery.event_stream_id ?? streamId,
    eventId: delivery.id,
    eventType: delivery.event_type ?? event?.type ?? 'unknown',
    status: delivery.status,
    attempts: inOrder(delivery.attempts.flatMap(readAttempt)),
    subjectId: event?.subjectId ?? null,
    subjectLabel: event?.subjectLabel ?? null,
    eventTimeMs: event?.timeMs ?? null,
    payload: readPayload(delivery.event),
  };
}

/** The copy as Auth0 lists it, `data` as JSON also where it came as text. */
function readPayload(input: unknown): DeliveryPayload | null {
  const event = fromText(input);
  if (typeof event !== 'object' || event === null) return null;
  try {
    const text = JSON.stringify('data' in event ? { ...event, data: fromText(event.data) ?? event.data } : event);
    return { text: text.length > longestPayload ? null : text, length: text.length };
  } catch {
    // Nested too deep to be written down.
    return null;
  }
}

function readAttempt(input: unknown): DeliveryAttempt[] {
  const parsed = attemptSchema.safeParse(input);
  if (!parsed.success) return [];
  const { status, timestamp, error_message: errorMessage, duration } = parsed.data;
  const atMs = typeof timestamp === 'string' ? parseTime(timestamp) : null;
  return [{ status, atMs, errorMessage: errorMessage ?? null, durationMs: duration ?? null }];
}

/** Auth0 lists attempts oldest first; sorting makes that true of any answer, and an entry without a time keeps its place. */
function inOrder(attempts: DeliveryAttempt[]): DeliveryAttempt[] {
  if (attempts.some((attempt) => attempt.atMs === null)) return attempts;
  return attempts.toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
}

/**
 * The stored copy is an object live and its `data` a string in older SDK types; both, or the whole as text, are read. `known`
 * fills in what the delivery says anyway.
 */
function readEvent(input: unknown, known: { id: string; type: string | null | undefined }) {
  const event = fromText(input);
  if (typeof event !== 'object' || event === null) return null;
  const data = 'data' in event ? { data: fromText(event.data) } : {};
  try {
    return parseStoredBody(JSON.stringify({ id: known.id, type: known.type ?? 'unknown', ...event, ...data }));
  } catch {
    // Nested too deep to be written down: the delivery is still worth a row.
    return null;
  }
}

function fromText(input: unknown): unknown {
  if (typeof input !== 'string') return input;
  try {
    return parseJson(input);
  } catch {
    return null;
  }
}
