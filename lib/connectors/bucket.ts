import { secondMs } from '../spans';

/** A store of permits that fills up again with time. Times are in ms by one clock. */
export interface Bucket {
  permits: number;
  atMs: number;
}

interface BucketRate {
  /** Permits that come back in one second; as many are kept at most. */
  perSecond: number;
}

/** A bucket at its beginning: full. */
export function fullBucket({ perSecond }: BucketRate, nowMs: number): Bucket {
  return { permits: perSecond, atMs: nowMs };
}

/** The bucket as it is at `nowMs`. A clock that was set back gives nothing. */
export function refill({ permits, atMs }: Bucket, { perSecond }: BucketRate, nowMs: number): Bucket {
  const gained = (Math.max(0, nowMs - atMs) / secondMs) * perSecond;
  return { permits: Math.min(perSecond, permits + gained), atMs: nowMs };
}

/** How long until a whole permit is there, in ms; 0 when one is. */
export function waitForPermit({ permits }: Bucket, { perSecond }: BucketRate): number {
  return permits >= 1 ? 0 : Math.ceil(((1 - permits) / perSecond) * secondMs);
}
