import { type Store } from '../store';
import { singleton } from './singleton';

const slot = () => singleton<{ store: Promise<Store> | null }>('store', () => ({ store: null }));

/** Hands the process its store. Called once by `app/boot.ts`, the only place that knows which adapter it is. */
export function provideStore(store: Promise<Store>): void {
  // A failed opening is reported by whoever awaits it; it must not also end the process as an unhandled rejection.
  store.catch(() => undefined);
  slot().store = store;
}

/** The process's store. Rejects when it could not be opened, or was asked for before boot provided it. */
export function store(): Promise<Store> {
  return slot().store ?? Promise.reject(new Error('The store was asked for before it was provided at boot'));
}
