'use client';

import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { Time } from '@/components/ui/time';
import { type DeliveryPoll } from '@/lib/deliveries/delivery-record';
import { type DeliveryReadings, freshnessOf } from '@/lib/deliveries/delivery-view';
import { formatCount } from '@/lib/text/format';
import { isolatedText } from '@/lib/text/outside-text';

import { useRefresh } from './delivery-head';

/** What must be known before the rows below are believed: stale lists, lists longer than we read, nothing to ask. */
export function DeliveryBanners({ readings }: { readings: DeliveryReadings }) {
  const refresh = useRefresh();
  const { stale, capped } = freshnessOf(readings.polls);
  const nameOf = (poll: DeliveryPoll) =>
    readings.streams.find((stream) => stream.id === poll.streamId)?.name ?? poll.streamId;
  return (
    <>
      {readings.configured ? null : (
        <Banner tone="note" title="The Management API is not set up.">
          Failed deliveries cannot be looked up. Set <code className="text-mono">AUTH0_MANAGEMENT_CLIENT_ID</code> and{' '}
          <code className="text-mono">AUTH0_MANAGEMENT_CLIENT_SECRET</code>, then restart.
        </Banner>
      )}
      {stale.length > 0 || readings.failure === null ? null : (
        <Banner
          tone="failed"
          title="The failed deliveries could not be looked up."
          action={
            <Button busy={refresh.isPending} onClick={() => refresh.mutate()}>
              Try again
            </Button>
          }
        >
          <OutsideText>{readings.failure}</OutsideText>
        </Banner>
      )}
      {stale.length === 0 ? null : (
        <Banner
          tone="failed"
          title={`The failed deliveries of ${listed(stale.map(nameOf))} could not be looked up.`}
          action={
            <Button busy={refresh.isPending} onClick={() => refresh.mutate()}>
              Try again
            </Button>
          }
        >
          <OutsideText>{stale[0]?.failure ?? ''}</OutsideText> <StaleSince polls={stale} />
        </Banner>
      )}
      {capped.length === 0 ? null : (
        <Banner tone="note" title={`${listed(capped.map(nameOf))}: more than can be read at once.`}>
          {`Auth0’s list is longer than the part that is read. ${formatCount(readings.failed)} are known here.`}
        </Banner>
      )}
    </>
  );
}

function StaleSince({ polls }: { polls: readonly DeliveryPoll[] }) {
  const times = polls.flatMap((poll) => poll.checkedAtMs ?? []);
  if (times.length === 0) return null;
  return (
    <>
      Stale since <Time ms={Math.min(...times)} className="font-sans text-body" />.
    </>
  );
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `“${isolatedText(name)}”`);
  return quoted.length <= 3 ? quoted.join(', ') : `${quoted.slice(0, 2).join(', ')} and ${quoted.length - 2} more`;
}
