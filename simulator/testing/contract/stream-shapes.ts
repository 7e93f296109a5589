import { z } from 'zod';
import { count, eventType, streamId, time, uuid } from './shared-shapes.ts';

// Strict objects: a secret that comes back is one key too many.
const authorization = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('bearer') }),
  z.strictObject({ method: z.literal('basic'), username: z.string().regex(/^[^:]{1,128}$/) }),
  z.strictObject({
    method: z.literal('custom_header'),
    header_key: z.string().regex(/^[a-zA-Z0-9!#$%&'*+.^_`|~-]+$/),
  }),
]);

const destination = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('webhook'),
    configuration: z.strictObject({
      // Auth0 has https only; http for this machine is the simulator's one liberty here.
      webhook_endpoint: z.string().regex(/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))/),
      webhook_authorization: authorization,
    }),
  }),
  z.strictObject({
    type: z.literal('eventbridge'),
    configuration: z.strictObject({
      aws_account_id: z.string().regex(/^\d{12}$/),
      aws_region: z.string().regex(/^[a-z]{2}(-gov)?-[a-z]+-\d$/),
      aws_partner_event_source: z.string().regex(/^aws\.partner\/auth0\.com\/[a-z0-9-]+\/auth0\.events$/),
    }),
  }),
  z.strictObject({ type: z.literal('action'), configuration: z.strictObject({ action_id: uuid }) }),
]);

export const stream = z.strictObject({
  id: streamId,
  status: z.enum(['enabled', 'disabled']),
  name: z.string().min(1).max(128),
  subscriptions: z
    .array(z.strictObject({ event_type: eventType }))
    .min(1)
    .optional(),
  created_at: time,
  updated_at: time,
  destination,
});

export const streamList = z.strictObject({ eventStreams: z.array(stream).max(100), next: z.string().optional() });

const metric = (name: string) =>
  z.strictObject({
    name: z.literal(`auth0.event_streams.${name}`),
    window_total: count,
    type: z.literal('sum'),
    data: z.array(count),
  });

export const stats = z
  .strictObject({
    id: streamId,
    name: z.string(),
    window: z.strictObject({
      date_from: time,
      date_to: time,
      bucket_interval: z.strictObject({ scale_factor: z.int().positive() }),
    }),
    buckets: z.array(time),
    metrics: z.tuple([metric('successful_deliveries'), metric('failed_deliveries')]),
  })
  .refine(({ buckets, metrics }) => metrics.every(({ data }) => data.length === buckets.length), 'one value a bucket');
