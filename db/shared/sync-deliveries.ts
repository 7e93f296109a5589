import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ListedDelivery, type ListPoll } from '@/lib/deliveries/delivery';

/** More rows at once would keep the event loop, and with it the webhook, waiting. */
const chunkSize = 200;

/** A poll of an event stream's list, without what it lists. */
export type PollFacts = Omit<ListPoll, 'listed'>;

/** What a poll changes. Both halves are only proposed: a receipt or a request may come before they are written. */
export interface PollNews {
  /** The listed deliveries that a row has to be written for, in order of first failure. */
  listed: ListedDelivery[];
  /** Ids of the events whose deliveries a complete list no longer holds. */
  unlisted: string[];
}

export interface PollReads {
  /** Compares a poll with the rows. By whoever polled: a list may hold thousands, and mostly nothing new. */
  readonly comparePoll: (poll: PollFacts, listed: readonly ListedDelivery[]) => Promise<PollNews>;
}

/** The steps of taking in a poll. Each is one transaction, reads its rows anew, and tells whether a person would see a difference. */
export interface PollWrites {
  takeListed(poll: PollFacts, listed: readonly ListedDelivery[]): Promise<boolean>;
  endUnlisted(poll: PollFacts, eventIds: readonly string[]): Promise<boolean>;
  /** Notes the poll itself, when all else is written. */
  notePoll(poll: PollFacts): Promise<void>;
}

/** Takes in what a poll found, a few rows at a time. */
export async function syncInSteps(store: PollReads & PollWrites, poll: ListPoll): Promise<{ changed: boolean }> {
  const { listed, ...facts } = poll;
  const news = await store.comparePoll(facts, listed);
  let changed = false;
  for (const chunk of chunksOf(news.listed)) {
    changed = (await store.takeListed(facts, chunk)) || changed;
    await nextTurn();
  }
  for (const chunk of chunksOf(news.unlisted)) {
    changed = (await store.endUnlisted(facts, chunk)) || changed;
    await nextTurn();
  }
  await store.notePoll(facts);
  return { changed };
}

/** Parts that are small enough to be worked on in one turn of the event loop. */
export function* chunksOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += chunkSize) yield items.slice(start, start + chunkSize);
}
