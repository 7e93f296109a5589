import { z } from 'zod';
import { parseTime } from '../time';

/**
 * Delivery outcomes of one event stream as Auth0 counts them. A redelivery that fails again counts as failed once more, so
 * `failed` is not the number of deliveries that are failed now.
 */
export interface StreamStats {
  /** Window in milliseconds since the epoch; null when Auth0 did not say. */
  fromMs: number | null;
  toMs: number | null;
  bucketMs: number | null;
  successful: number;
  failed: number;
  /** Oldest first. */
  buckets: StatsBucket[];
}

export interface StatsBucket {
  startMs: number;
  successful: number;
  failed: number;
}

const count = z.number().nonnegative().catch(0);

const instant = z
  .string()
  .transform((value) => parseTime(value))
  .nullish()
  .catch(null);

const statsSchema = z.looseObject({
  window: z
    .looseObject({
      date_from: instant,
      date_to: instant,
      bucket_interval: z.looseObject({ scale_factor: z.number().positive() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  buckets: z.array(instant),
  metrics: z.array(
    z.looseObject({ name: z.string(), window_total: z.number().nullish().catch(null), data: z.array(count).catch([]) }),
  ),
});

type Metric = z.output<typeof statsSchema>['metrics'][number];

/** Reads the undocumented answer of `GET /event-streams/{id}/stats` in its recorded shape; null when it is something else. */
export function parseStats(input: unknown): StreamStats | null {
  const parsed = statsSchema.safeParse(input);
  if (!parsed.success) return null;
  const { window, buckets, metrics } = parsed.data;
  const successful = metrics.find((metric) => metric.name.endsWith('.successful_deliveries'));
  const failed = metrics.find((metric) => metric.name.endsWith('.failed_deliveries'));
  const scale = window?.bucket_interval?.scale_factor;
  return {
    fromMs: window?.date_from ?? null,
    toMs: window?.date_to ?? null,
    bucketMs: scale === undefined ? null : scale * 1_000,
    successful: totalOf(successful),
    failed: totalOf(failed),
    buckets: buckets.flatMap((startMs, index) =>
      startMs === null || startMs === undefined
        ? []
        : [{ startMs, successful: successful?.data[index] ?? 0, failed: failed?.data[index] ?? 0 }],
    ),
  };
}

function totalOf(metric: Metric | undefined): number {
  return metric?.window_total ?? metric?.data.reduce((sum, value) => sum + value, 0) ?? 0;
}
