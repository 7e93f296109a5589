'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';

import { postJson, toApiError } from '@/components/data/api';
import { IconButton } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { useToast } from '@/components/ui/toast';
import { apiPaths } from '@/lib/paths';
import { type DeliveryReadings, failuresAreKnown, freshnessOf } from '@/lib/deliveries/delivery-view';
import { formatCount, formatCounted } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

/** Asks Auth0 for every list now; what comes of it is told by the time of the last look. */
export function useRefresh() {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: () => postJson(apiPaths.deliveryRefresh),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['deliveries'] }),
    onError: (thrown) => {
      const error = toApiError(thrown);
      const body = [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
      toast({ tone: 'bad', title: 'The failed deliveries could not be looked up', body: visibleText(body) });
    },
  });
}

/** "438 failed in 2 event streams · checked 14:02:11". */
export function DeliveryHead({ readings }: { readings: DeliveryReadings }) {
  const refresh = useRefresh();
  const { checkedAtMs } = freshnessOf(readings.polls);
  const isKnown = failuresAreKnown(readings.failed, readings.polls);
  const failing = readings.streams.filter((stream) => stream.failed > 0).length;
  const where = failing > 0 ? ` in ${formatCounted(failing, 'event stream')}` : '';
  return (
    <div className="flex shrink-0 items-center gap-3 text-small text-ink-2 max-phone:flex-1 max-phone:justify-between">
      <span>
        {isKnown ? `${formatCount(readings.failed)} failed${where} · ` : 'Failed deliveries are not known · '}
        {checkedAtMs === null ? (
          'not checked yet'
        ) : (
          <>
            {isKnown ? 'checked' : 'last checked'} <Time ms={checkedAtMs} className="font-sans text-small" />
          </>
        )}
      </span>
      <IconButton
        label="Check again"
        icon={RefreshCw}
        disabled={refresh.isPending || !readings.configured}
        onClick={() => refresh.mutate()}
      />
    </div>
  );
}
