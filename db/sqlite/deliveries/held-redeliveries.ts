import { and, asc, eq, lte } from 'drizzle-orm';
import { type DeliveryStore } from '@/lib/deliveries/delivery-store';
import { planNextPoll } from '@/lib/deliveries/poll-schedule';
import { leaseMs } from '@/lib/deliveries/send-schedule';
import { type Topic } from '@/lib/store';
import { type Connection } from '../engine/connection';
import { deliveries } from '../schema';
import { deliveriesBySeq } from './delivery-rows';

type HeldRedeliveries = Pick<DeliveryStore, 'postponeRedelivery' | 'takeRedeliveriesToSend' | 'noteRedeliverySent'>;

const announced: readonly Topic[] = ['deliveries'];

/** Requests that Auth0's rate limit holds back: kept in their rows, so that a restart loses none. */
export function heldRedeliveries(connection: Connection, now: () => number): HeldRedeliveries {
  const { orm } = connection;
  const isAsked = (streamId: string, eventId: string, askedAtMs: number) =>
    and(
      eq(deliveries.streamId, streamId),
      eq(deliveries.eventId, eventId),
      eq(deliveries.state, 'asked'),
      eq(deliveries.askedAtMs, askedAtMs),
    );
  return {
    postponeRedelivery: ({ streamId, eventId, askedAtMs }, sendAfterMs) =>
      connection.write(() => {
        const held = { sendAfterMs, nextPollAtMs: null };
        const { changes } = orm
          .update(deliveries)
          .set(held)
          .where(isAsked(streamId, eventId, askedAtMs))
          .run();
        return { value: undefined, topics: changes > 0 ? announced : [] };
      }),
    takeRedeliveriesToSend: (limit) =>
      connection.write(() => {
        const isDue = and(eq(deliveries.state, 'asked'), lte(deliveries.sendAfterMs, now()));
        const due = orm.select({ seq: deliveries.seq }).from(deliveries).where(isDue);
        const seqs = due.orderBy(asc(deliveries.sendAfterMs)).limit(limit).all();
        const taken = deliveriesBySeq(
          orm,
          seqs.map(({ seq }) => seq),
        );
        for (const { seq } of taken) {
          const leased = { sendAfterMs: now() + leaseMs };
          orm.update(deliveries).set(leased).where(eq(deliveries.seq, seq)).run();
        }
        return { value: taken };
      }),
    noteRedeliverySent: ({ streamId, eventId, askedAtMs }, atMs) =>
      connection.write(() => {
        const nextPollAtMs = planNextPoll({ state: 'asked', signAtMs: atMs }, null);
        const sent = { sendAfterMs: null, signAtMs: atMs, nextPollAtMs };
        const { changes } = orm
          .update(deliveries)
          .set(sent)
          .where(isAsked(streamId, eventId, askedAtMs))
          .run();
        return { value: undefined, topics: changes > 0 ? announced : [] };
      }),
  };
}
