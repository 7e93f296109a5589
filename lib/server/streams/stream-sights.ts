import { type EventStream } from '../../streams/stream';
import { sightOf } from '../../streams/stream-history';
import { type StreamLook, type StreamStore } from '../../streams/stream-store';
import { type Management } from '../management/client';
import { log } from '../process/log';

type Sights = Pick<StreamStore, 'noteStreams'>;

/** Keeps in the history how an event stream is. Never rejects. */
export function noteSight(store: Sights, stream: EventStream, seen: Pick<StreamLook, 'atMs' | 'by'>): Promise<void> {
  return note(store, stream.id, { ...seen, sights: [sightOf(stream)] });
}

/** Keeps in the history that an event stream is gone. Never rejects. */
export function noteGone(store: Sights, streamId: string, seen: Pick<StreamLook, 'atMs' | 'by'>): Promise<void> {
  return note(store, streamId, { ...seen, sights: [], gone: [streamId] });
}

/** Keeps how an event stream was last seen: a screen may have seen what no poll has. Never rejects. */
export async function noteLastSight(store: Sights, management: Management, streamId: string): Promise<void> {
  const known = management.streams.last();
  const before = known?.value.find(({ id }) => id === streamId);
  if (known !== null && before !== undefined) await noteSight(store, before, { atMs: known.atMs, by: null });
}

async function note(store: Sights, streamId: string, seen: Omit<StreamLook, 'isComplete' | 'sinceMs'>): Promise<void> {
  // It is done at Auth0, and the audit trail has it: a history that misses it is no reason to call it failed.
  await store.noteStreams({ ...seen, isComplete: false, sinceMs: null }).catch((error: unknown) => {
    log.warn({ err: error, streamId }, 'The history of an event stream misses a change');
  });
}
