import { and, eq, inArray, lt, ne } from 'drizzle-orm';
import { type DeliveryState } from '@/lib/deliveries/delivery';
import { type DeliveryStore } from '@/lib/deliveries/delivery-store';
import { type Topic } from '@/lib/store';
import { type Connection } from './connection';
import { nextLookAfter } from './delivery-look-rows';
import { audit, deliveries } from './schema';

type DeliveryAsks = Pick<DeliveryStore, 'claimRedelivery' | 'releaseRedelivery' | 'markGone' | 'expireAsked'>;

const claimable: readonly DeliveryState[] = ['failed', 'failed_again', 'no_answer', 'gone'];

const announced: readonly Topic[] = ['deliveries'];

/** Requests for redelivery: claimed before Auth0 is asked, so that a double click asks once. */
export function deliveryAsks(connection: Connection, now: () => number): DeliveryAsks {
  const isThis = (streamId: string, eventId: string) =>
    and(eq(deliveries.streamId, streamId), eq(deliveries.eventId, eventId));
  return {
    claimRedelivery: (streamId, eventId, asked) =>
      connection.write(() => {
        const claimed = claim(connection, { streamId, eventId }, asked);
        return { value: claimed, topics: claimed ? announced : [] };
      }),
    releaseRedelivery: (streamId, eventId) =>
      connection.write(() => {
        const isClaimed = and(isThis(streamId, eventId), eq(deliveries.state, 'asked'));
        const row = connection.orm.select().from(deliveries).where(isClaimed).get();
        if (row === undefined || row.beforeAsk === null) return { value: undefined };
        const restored = { ...row.beforeAsk, beforeAsk: null, nextLookAtMs: null };
        connection.orm.update(deliveries).set(restored).where(eq(deliveries.seq, row.seq)).run();
        return { value: undefined, topics: announced };
      }),
    markGone: (streamId, eventId, atMs) =>
      connection.write(() => {
        const ended = { state: 'gone', stateSinceMs: atMs, listed: false, nextLookAtMs: null } as const;
        const isUnproven = and(isThis(streamId, eventId), ne(deliveries.state, 'recovered'));
        connection.orm.update(deliveries).set(ended).where(isUnproven).run();
        return { value: undefined, topics: announced };
      }),
    expireAsked: (beforeMs) =>
      connection.write(() => {
        const isSilent = and(inArray(deliveries.state, ['asked', 'retrying']), lt(deliveries.signAtMs, beforeMs));
        const expired = { state: 'no_answer', stateSinceMs: now(), nextLookAtMs: null } as const;
        const { changes } = connection.orm.update(deliveries).set(expired).where(isSilent).run();
        return { value: changes, topics: changes > 0 ? announced : [] };
      }),
  };
}

function claim(
  { orm }: Connection,
  { streamId, eventId }: { streamId: string; eventId: string },
  asked: { atMs: number; by: string },
): boolean {
  const isThis = and(eq(deliveries.streamId, streamId), eq(deliveries.eventId, eventId));
  const row = orm.select().from(deliveries).where(isThis).get();
  if (row === undefined || !claimable.includes(row.state)) return false;
  const { state, stateSinceMs, askedAtMs, askedBy, markerCountAtAsk, attemptCountAtAsk, signAtMs } = row;
  orm
    .update(deliveries)
    .set({
      state: 'asked',
      stateSinceMs: asked.atMs,
      askedAtMs: asked.atMs,
      askedBy: asked.by,
      markerCountAtAsk: row.markerCount,
      attemptCountAtAsk: row.attemptCount,
      beforeAsk: { state, stateSinceMs, askedAtMs, askedBy, markerCountAtAsk, attemptCountAtAsk, signAtMs },
      signAtMs: asked.atMs,
      nextLookAtMs: nextLookAfter(asked.atMs, asked.atMs),
    })
    .where(eq(deliveries.seq, row.seq))
    .run();
  const target = `${streamId}/${eventId}`;
  const detail = { eventType: row.eventType, state, attempts: row.attemptCount };
  orm.insert(audit).values({ atMs: asked.atMs, actor: asked.by, action: 'redelivery_asked', target, detail }).run();
  return true;
}
