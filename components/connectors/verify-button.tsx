'use client';

import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useState } from 'react';

import { postJson } from '@/components/data/api';
import { JobDialog } from '@/components/parts/job-dialog';
import { Button } from '@/components/ui/button';
import { type Connector } from '@/lib/connectors/connector';
import { notListed } from '@/lib/connectors/finding';
import { type VerifyPreview } from '@/lib/jobs/job-answers';
import { aboutText } from '@/lib/jobs/job-progress';
import { apiPaths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';

type VerifiedConnector = Pick<Connector, 'id' | 'kind'>;

/** Compares the other side with the mirror, after saying what that does. */
export function VerifyButton({ connector, isPrimary = false }: { connector: VerifiedConnector; isPrimary?: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={GitCompareArrows} variant={isPrimary ? 'primary' : 'plain'} onClick={() => setIsOpen(true)}>
        Verify…
      </Button>
      {isOpen ? <VerifyDialog connector={connector} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function VerifyDialog({ connector, onClose }: { connector: VerifiedConnector; onClose: () => void }) {
  const input = { connector: connector.id };
  const { data, error } = useQuery({
    queryKey: ['verify-preview', input],
    queryFn: () => postJson<VerifyPreview>(apiPaths.jobPreview, { kind: 'verify_connector', input }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    meta: { held: true },
  });
  return (
    <JobDialog
      onClose={onClose}
      title="Compare with the mirror?"
      confirmLabel="Compare"
      request={{ kind: 'verify_connector', input }}
      isCounting={data === undefined && error === null}
      error={error}
    >
      {data === undefined ? null : (
        <>
          <p role="status">
            {`About ${formatCounted(data.total, 'record')} ${data.total === 1 ? 'is' : 'are'} read${data.tookMs === null ? '' : `, which takes ${aboutText(data.tookMs)}`}.`}
          </p>
          {notListed(connector.kind) === null ? null : <p className="mt-2">{notListed(connector.kind)}</p>}
          <p className="mt-2">Nothing is changed, here or there. What differs is listed, and you decide about it.</p>
        </>
      )}
    </JobDialog>
  );
}
