import 'server-only';
import { type Combination } from '../../ledger/combination';
import { type LedgerIgnore } from '../../ledger/ledger';
import { type Store } from '../../store';
import { Problem } from '../http/problem';
import { env } from '../process/env';

interface Deed {
  store: Store;
  /** E-mail address or subject of the person who acts. */
  actor: string;
}

interface Ignoring extends Deed {
  streamId: string;
  combination: Combination;
  /** Event times, both inclusive. */
  fromMs: number;
  toMs: number;
  note: string;
}

/** Leaves the events of one combination and window out of the counts, on record. */
export function ignoreEvents({ store, actor, ...ignore }: Ignoring): Promise<LedgerIgnore> {
  return store.ignoreLedger({ ...ignore, by: actor, atMs: store.nowMs() });
}

/** Takes a note back, on record; 404 where the event stream has none of this number. */
export async function takeBackIgnore({
  store,
  actor,
  streamId,
  seq,
}: Deed & { streamId: string; seq: string }): Promise<{ ok: true }> {
  const number = /^\d{1,15}$/.test(seq) ? Number(seq) : -1;
  const isGone = await store.unignoreLedger({ streamId, seq: number }, { actor, atMs: store.nowMs() });
  if (!isGone) throw new Problem(404, 'No such note', 'This event stream has no note of this number.');
  return { ok: true };
}

/** Has the event feed read now, on record; 409 where it is off. */
export async function wantFeed({ store, actor }: Deed): Promise<{ ok: true }> {
  if (env().feed === 'off')
    throw new Problem(409, 'The event feed is off', 'Set EVENT_FEED=ledger or EVENT_FEED=on, then restart.');
  await store.wantFeedRead({ actor, atMs: store.nowMs() });
  return { ok: true };
}
