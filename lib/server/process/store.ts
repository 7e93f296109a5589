import { type Store } from '../../store';
import { log } from './log';
import { singleton } from './singleton';

const slot = () => singleton<{ store: Promise<Store> | null }>('store', () => ({ store: null }));

/** Hands the process its store. Called once by `app/boot`, the only place that knows which adapter it is. */
export function provideStore(store: Promise<Store>): void {
  // The caller that awaits a failed opening reports it; it must not also end the process as an unhandled rejection.
  store.catch(() => undefined);
  slot().store = store;
}

/** The process's store. Rejects when it could not be opened, or was asked for before boot provided it. */
export function store(): Promise<Store> {
  return slot().store ?? Promise.reject(new Error('The store was asked for before it was provided at boot'));
}

/** Tells the open screens of every process that the event streams changed. Auth0 keeps them, so no commit can tell. */
export function announceStreams(): void {
  slot().store?.then(
    (open) => open.announce(['streams']),
    (error: unknown) => log.debug({ err: error }, 'Nobody could be told of changed event streams'),
  );
}
