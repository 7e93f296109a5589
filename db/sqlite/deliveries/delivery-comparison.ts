import { setImmediate as nextTurn } from 'node:timers/promises';
import { summariseAttempts } from '@/lib/deliveries/attempts';
import { type ListedDelivery } from '@/lib/deliveries/delivery';
import { afterPoll, isEnding } from '@/lib/deliveries/tracked-delivery';
import { chunksOf, type PollReads } from '../../shared/sync-deliveries';
import { type ReadConnection } from '../engine/read-connection';
import { isDifferent, type KnownRow, readKnown } from './delivery-poll-rows';

/** Compares what Auth0's list of failed deliveries says with the rows. */
export function deliveryComparison(connection: ReadConnection): PollReads {
  const known = readKnown(connection.sql);
  return {
    comparePoll: async (poll, all) => {
      const rows = await connection.read(() => known(poll.streamId));
      const byId = new Map(rows.map((row) => [row.eventId, row]));
      const listed = new Map(all.map((delivery) => [delivery.eventId, delivery]));
      const news = await findNews([...listed.values()], byId, poll.checkedAtMs);
      const ending = poll.capped ? [] : rows.filter((row) => !listed.has(row.eventId) && isEnding(row, poll));
      return { listed: news, unlisted: ending.map(({ eventId }) => eventId) };
    },
  };
}

/** The listed deliveries that a row has to be written for. New rows are numbered in order of failure: the newest leads the list. */
async function findNews(
  listed: readonly ListedDelivery[],
  known: ReadonlyMap<string, KnownRow>,
  atMs: number,
): Promise<ListedDelivery[]> {
  const news: { delivery: ListedDelivery; failedAtMs: number }[] = [];
  for (const chunk of chunksOf(listed)) {
    for (const delivery of chunk) {
      const row = known.get(delivery.eventId);
      if (row !== undefined && !isDifferent(row, afterPoll(row, delivery, atMs))) continue;
      news.push({ delivery, failedAtMs: summariseAttempts(delivery.attempts).firstFailedAtMs ?? 0 });
    }
    await nextTurn();
  }
  return news.sort((a, b) => a.failedAtMs - b.failedAtMs).map(({ delivery }) => delivery);
}
