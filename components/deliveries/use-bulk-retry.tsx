'use client';

import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';

import { type BulkRequest, freshKey } from './bulk-request';

interface BulkRetryValue {
  mayRetry: boolean;
  /** What is being confirmed; the list rests while there is something. */
  request: BulkRequest | null;
  /** Shows what would be requested, and asks. */
  ask: (wanted: Pick<BulkRequest, 'input' | 'by'>) => void;
  close: () => void;
}

const nothing = () => undefined;
const BulkRetryContext = createContext<BulkRetryValue>({
  mayRetry: false,
  request: null,
  ask: nothing,
  close: nothing,
});

export function useBulkRetry(): BulkRetryValue {
  return use(BulkRetryContext);
}

/** Holds the one question "Request these redeliveries?". */
export function BulkRetryProvider({ mayRetry, children }: { mayRetry: boolean; children: ReactNode }) {
  const [request, setRequest] = useState<BulkRequest | null>(null);
  const ask = useCallback((wanted: Pick<BulkRequest, 'input' | 'by'>) => {
    setRequest({ ...wanted, key: freshKey(), opener: document.activeElement });
  }, []);
  const close = useCallback(() => setRequest(null), []);
  const value = useMemo(() => ({ mayRetry, request, ask, close }), [mayRetry, request, ask, close]);
  return <BulkRetryContext value={value}>{children}</BulkRetryContext>;
}
