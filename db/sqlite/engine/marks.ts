import { type Database } from 'better-sqlite3';
import { type Topic, topics } from '@/lib/store';

/** Where each topic stands, by its name: two different numbers mean that something changed in between. */
export type Marks = ReadonlyMap<string, number>;

/** Every receipt is an event or a repetition of one, and most change a user: marks of their own would cost each commit. */
const topicsOfReceipts: readonly Topic[] = ['events', 'users'];

/** What lives in rows here. Auth0 is not asked for its list, nor is trouble told, only because a mark cannot be read. */
const topicsOfRows: readonly Topic[] = ['events', 'users', 'deliveries', 'rejections', 'jobs'];

/** Prepares moving the mark of a topic, within the transaction that changes something of it. Receipts move theirs by coming. */
export function addToMark(sql: Database): (topic: Topic) => void {
  const statement = sql.prepare(
    "INSERT INTO figures (topic, type, value) VALUES ('mark', ?, 1) ON CONFLICT DO UPDATE SET value = value + 1",
  );
  return (topic) => void statement.run(topic);
}

/** Prepares reading all marks. */
export function readMarks(sql: Database): () => Marks {
  const marks = sql.prepare<[], { topic: string; value: number }>(
    "SELECT type topic, value FROM figures WHERE topic = 'mark'",
  );
  const receipts = sql.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM receipts').pluck();
  return () => {
    const found = new Map(marks.all().map(({ topic, value }) => [topic, value]));
    for (const topic of topicsOfReceipts) found.set(topic, (found.get(topic) ?? 0) + (receipts.get() ?? 0));
    return found;
  };
}

/** The topics whose marks differ; where marks could not be read, all that live in rows. */
export function movedTopics(before: Marks | null, after: Marks | null): Topic[] {
  if (before === null || after === null) return [...topicsOfRows];
  return topics.filter((topic) => before.get(topic) !== after.get(topic));
}
