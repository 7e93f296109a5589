'use client';

import { useMutation } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';

import { postJson, toApiError } from '@/components/data/api';
import { ProbeRows } from '@/components/parts/probe-rows';
import { useAnnounce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { Time } from '@/components/ui/time';
import { type ProbeAnswer } from '@/lib/deliveries/probe';
import { apiPaths } from '@/lib/paths';
import { formatLatency } from '@/lib/text/format';

import { useRetry } from './use-retry';

/** Asks the address of an event stream from here, once a person wants it: that leaves the product. */
export function AddressProbe({ target: { streamId, address } }: { target: { streamId: string; address: string } }) {
  const { mayRetry } = useRetry();
  const announce = useAnnounce();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => postJson<ProbeAnswer>(apiPaths.deliveryProbe, { streamId }),
    onSuccess: ({ isHealthy }) =>
      announce(`The address was checked: ${isHealthy ? 'it answers' : 'it fails'}`, 'probe'),
  });
  return (
    <section aria-label="Address checked from here" className="border-b px-5 py-3 max-phone:px-3">
      <SectionHead
        title="Address checked from here"
        note={
          data === undefined ? undefined : (
            <>
              <Time ms={data.atMs} className="font-sans text-small" />
              {`, ${formatLatency(data.totalMs)} in all`}
            </>
          )
        }
        aside={
          <Button
            icon={RefreshCw}
            busy={isPending}
            disabled={!mayRetry}
            title={mayRetry ? undefined : 'Checking needs the role operator.'}
            onClick={() => mutate()}
          >
            {data === undefined ? 'Check the address' : 'Check again'}
          </Button>
        }
      />
      {error === null ? null : (
        <p role="alert" className="text-body text-bad">
          <OutsideText>{toApiError(error).detail || toApiError(error).title}</OutsideText>
        </p>
      )}
      {data === undefined ? (
        <p className="text-small text-ink-2">
          <code className="text-mono break-all">
            <OutsideText>{address}</OutsideText>
          </code>
          {' · name, port, certificate and answer; sends no credential'}
        </p>
      ) : (
        <ProbeRows probe={data} />
      )}
    </section>
  );
}
