'use client';

import { useSyncExternalStore } from 'react';

/**
 * Signing secrets that were told to this tab. They outlive the move to the connector's page, so that they can still be copied
 * there, and nothing else: they are in no address, no storage and no answer, and gone when the page is loaded again.
 */
const secrets = new Map<number, string>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps the secret of a connector that an answer has told. */
export function tellSecret(id: number, secret: string): void {
  secrets.set(id, secret);
  for (const listener of listeners) listener();
}

/** Forgets it, once the person has no more use for it. */
export function forgetSecret(id: number): void {
  secrets.delete(id);
  for (const listener of listeners) listener();
}

/** The secret of a connector, when this tab was told it. */
export function useToldSecret(id: number): string | null {
  return useSyncExternalStore(
    subscribe,
    () => secrets.get(id) ?? null,
    () => null,
  );
}
