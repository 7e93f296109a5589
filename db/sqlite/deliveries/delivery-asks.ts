import { and, eq, inArray, isNull, lt, max, ne } from 'drizzle-orm';
import { type DeliveryStore, type RedeliveryJob } from '@/lib/deliveries/delivery-store';
import { firstPollOfManyMs, planNextPoll } from '@/lib/deliveries/poll-schedule';
import { canRetry } from '@/lib/deliveries/state';
import { type DeliveryName } from '@/lib/deliveries/delivery';
import { type Topic } from '@/lib/store';
import { type Connection } from '../engine/connection';
import { mayBegin, noteAsking } from '../jobs/job-items';
import { audit, deliveries, receipts } from '../schema';

type DeliveryAsks = Pick<DeliveryStore, 'claimRedelivery' | 'releaseRedelivery' | 'markGone' | 'expireAsked'>;

const announced: readonly Topic[] = ['deliveries'];

/** Requests for redelivery: claimed before Auth0 is asked, so that a double click asks once. */
export function deliveryAsks(connection: Connection, now: () => number): DeliveryAsks {
  const isThis = (streamId: string, eventId: string) =>
    and(eq(deliveries.streamId, streamId), eq(deliveries.eventId, eventId));
  return {
    claimRedelivery: (streamId, eventId, asked) =>
      connection.write(() => {
        const claimed = claim(connection, { streamId, eventId }, asked);
        return { value: claimed, topics: claimed ? topicsOf(asked.job) : [] };
      }),
    releaseRedelivery: ({ streamId, eventId, askedAtMs }) =>
      connection.write(() => {
        const isClaim = and(eq(deliveries.state, 'asked'), eq(deliveries.askedAtMs, askedAtMs));
        const isClaimed = and(isThis(streamId, eventId), isClaim);
        const row = connection.orm.select().from(deliveries).where(isClaimed).get();
        if (row === undefined || row.beforeAsk === null) return { value: undefined };
        const restored = { ...row.beforeAsk, beforeAsk: null, nextPollAtMs: null, sendAfterMs: null };
        connection.orm.update(deliveries).set(restored).where(eq(deliveries.seq, row.seq)).run();
        return { value: undefined, topics: announced };
      }),
    markGone: (streamId, eventId, atMs) =>
      connection.write(() => {
        const ended = {
          state: 'gone',
          stateSinceMs: atMs,
          listed: false,
          nextPollAtMs: null,
          sendAfterMs: null,
        } as const;
        const isUnproven = and(isThis(streamId, eventId), ne(deliveries.state, 'recovered'));
        connection.orm.update(deliveries).set(ended).where(isUnproven).run();
        return { value: undefined, topics: announced };
      }),
    expireAsked: (beforeMs) =>
      connection.write(() => {
        const isSent = and(inArray(deliveries.state, ['asked', 'retrying']), isNull(deliveries.sendAfterMs));
        const isSilent = and(isSent, lt(deliveries.signAtMs, beforeMs));
        const expired = { state: 'no_answer', stateSinceMs: now(), nextPollAtMs: null } as const;
        const { changes } = connection.orm.update(deliveries).set(expired).where(isSilent).run();
        return { value: changes, topics: changes > 0 ? announced : [] };
      }),
  };
}

/** A job tells of many at once, with its step; the one that is tried first is followed from now on. */
const topicsOf = (job: RedeliveryJob | undefined): readonly Topic[] => (job?.isOneOfMany === true ? [] : announced);

interface Asked {
  atMs: number;
  by: string;
  job?: RedeliveryJob;
}

function claim(connection: Connection, { streamId, eventId }: DeliveryName, asked: Asked): boolean {
  const { orm } = connection;
  const { job } = asked;
  if (job !== undefined && !mayBegin(connection, job)) return false;
  const isThis = and(eq(deliveries.streamId, streamId), eq(deliveries.eventId, eventId));
  const row = orm.select().from(deliveries).where(isThis).get();
  if (row === undefined || !canRetry(row.state)) return false;
  const { state, stateSinceMs, askedAtMs, askedBy, markerCountAtAsk, attemptCountAtAsk, receiptSeqAtAsk } = row;
  const newestReceipt = orm
    .select({ seq: max(receipts.seq) })
    .from(receipts)
    .get();
  orm
    .update(deliveries)
    .set({
      state: 'asked',
      stateSinceMs: asked.atMs,
      askedAtMs: asked.atMs,
      askedBy: asked.by,
      markerCountAtAsk: row.markerCount,
      attemptCountAtAsk: row.attemptCount,
      receiptSeqAtAsk: newestReceipt?.seq ?? 0,
      beforeAsk: {
        state,
        stateSinceMs,
        askedAtMs,
        askedBy,
        markerCountAtAsk,
        attemptCountAtAsk,
        receiptSeqAtAsk,
        signAtMs: row.signAtMs,
      },
      signAtMs: asked.atMs,
      nextPollAtMs:
        job?.isOneOfMany === true
          ? asked.atMs + firstPollOfManyMs
          : planNextPoll({ state: 'asked', signAtMs: asked.atMs }, null),
    })
    .where(eq(deliveries.seq, row.seq))
    .run();
  if (job !== undefined) noteAsking(orm, job, asked.atMs);
  const target = `${streamId}/${eventId}`;
  const detail = { eventType: row.eventType, state, attempts: row.attemptCount };
  orm.insert(audit).values({ atMs: asked.atMs, actor: asked.by, action: 'redelivery_asked', target, detail }).run();
  return true;
}
