import { z } from 'zod';
import { eventId, eventType, freeObject, streamId, time } from './shared-shapes.ts';

const geo = z.strictObject({
  continent_code: z.string().optional(),
  country_code: z.string().optional(),
  country_name: z.string().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  subdivision_code: z.string().optional(),
  subdivision_name: z.string().optional(),
  city_name: z.string().optional(),
  time_zone: z.string().optional(),
});

const context = z.strictObject({
  client: z.strictObject({ id: z.string(), name: z.string(), metadata: freeObject }).optional(),
  connection: z
    .strictObject({ id: z.string().regex(/^con_[A-Za-z0-9]{16}$/), name: z.string(), strategy: z.string() })
    .optional(),
  request: z
    .strictObject({
      geo,
      hostname: z.string(),
      custom_domain: z.string().optional(),
      ip: z.string(),
      method: z.string(),
      user_agent: z.string(),
    })
    .optional(),
  tenant: z.strictObject({ id: z.string() }),
});

const fields = {
  id: eventId,
  source: z.string().startsWith('urn:auth0:'),
  specversion: z.literal('1.0'),
  type: eventType,
  time,
  data: z.strictObject({ object: freeObject, previous_object: freeObject.optional(), context: context.optional() }),
  a0tenant: z.string().regex(/^[a-z0-9][-a-z0-9]{1,61}[a-z0-9]$/),
};

/** What a test event's answer carries. */
export const sentEvent = z.strictObject({ ...fields, a0stream: streamId, a0purpose: z.literal('test').optional() });
/** The trimmed copy of a failed delivery: bare source, no purpose. */
const storedEvent = z.strictObject({ ...fields, source: z.literal('urn:auth0:'), a0stream: streamId });
// Readers of the feed get no stream: none was in between.
const feedEvent = z.strictObject(fields);

const attempt = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('failed'),
    timestamp: time,
    error_message: z.string().optional(),
    duration: z.number().nonnegative().optional(),
  }),
  z.strictObject({ status: z.literal('retrying'), timestamp: time }),
]);

const deliveryFields = { id: eventId, event_stream_id: streamId, event_type: eventType };

export const delivery = z.strictObject({
  ...deliveryFields,
  status: z.literal('failed'),
  attempts: z.array(attempt),
  event: storedEvent,
});

export const deliveryList = z.strictObject({
  deliveries: z.array(delivery).max(100),
  next: z
    .string()
    .regex(/^[\w-]{58}$/)
    .optional(),
});

export const testDelivery = z.strictObject({
  ...deliveryFields,
  status: z.literal('pending'),
  attempts: z.tuple([]),
  event: sentEvent.extend({ a0purpose: z.literal('test') }),
});

const offset = z.string().min(1).max(1024);

/** `data` of a frame of `GET /events`, by the frame's `event`. */
export const frameData = {
  event: z.strictObject({ offset, event: feedEvent }),
  'offset-only': z.strictObject({ offset }),
  error: z.strictObject({
    error: z.strictObject({
      code: z.enum([
        'invalid_cursor',
        'cursor_expired',
        'timeout',
        'payload_too_large',
        'processing_error',
        'connection_timeout',
      ]),
      message: z.string(),
      offset: offset.optional(),
    }),
  }),
};
