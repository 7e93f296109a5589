'use client';

import { Button } from '@/components/ui/button';
import { filtersOf } from '@/lib/deliveries/delivery-search';
import { formatCount } from '@/lib/text/format';

import { redeliveryFilterOf } from './bulk-request';
import { useBulkRetry } from './use-bulk-retry';
import { useDeliverySearch } from './use-delivery-search';

interface RetryAllButtonProps {
  /** Open deliveries that would be looked at. */
  count: number;
  /** Of one group; else of all that the filters match. */
  cause?: { key: string; title: string } | undefined;
}

/** Opens the question for everything that the filters match, or for one cause of it. For operators, while something is open. */
export function RetryAllButton({ count, cause }: RetryAllButtonProps) {
  const { search } = useDeliverySearch();
  const { mayRetry, ask } = useBulkRetry();
  if (!mayRetry || count === 0) return null;
  const label = `Retry all ${formatCount(count)}…`;
  return (
    <Button
      // One width, so that the buttons of all groups stand below each other.
      className="min-w-[116px]"
      aria-label={cause === undefined ? undefined : `${label} ${cause.title}`}
      onClick={() => ask({ input: { filter: redeliveryFilterOf(filtersOf(search), cause?.key) }, by: 'matching' })}
    >
      {label}
    </Button>
  );
}
