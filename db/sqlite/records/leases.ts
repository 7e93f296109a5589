import { and, eq, gt, lte, or } from 'drizzle-orm';
import { type LeaseStore, longestLeaseMs } from '@/lib/leases/lease-store';
import { type Connection } from '../engine/connection';
import { leases } from '../schema';

/** Leases, one row each. `now` is the clock in milliseconds. */
export function leaseStore(connection: Connection, now: () => number): LeaseStore {
  const { orm } = connection;
  return {
    holdLease: (name, holder, ttlMs) =>
      connection.write(() => {
        const nowMs = now();
        const untilMs = nowMs + ttlMs;
        // One that ends later than a lease can was given by a clock that has been set back since.
        const isFree = or(
          eq(leases.holder, holder),
          lte(leases.untilMs, nowMs),
          gt(leases.untilMs, nowMs + longestLeaseMs),
        );
        const { changes } = orm
          .insert(leases)
          .values({ name, holder, untilMs })
          .onConflictDoUpdate({ target: leases.name, set: { holder, untilMs }, setWhere: isFree })
          .run();
        return { value: changes > 0 };
      }),
    releaseLease: (name, holder) =>
      connection.write(() => {
        orm
          .delete(leases)
          .where(and(eq(leases.name, name), eq(leases.holder, holder)))
          .run();
        return { value: undefined };
      }),
  };
}
