'use client';

import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';

import { postJson } from '@/components/data/api';
import { JobDialog } from '@/components/parts/job-dialog';
import { Button } from '@/components/ui/button';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { type BackfillUsers, backfillUsers, type Connector, type ConnectorKind } from '@/lib/connectors/connector';
import { isRecordKind } from '@/lib/connectors/record-kinds';
import { actWords } from '@/lib/connectors/records/backfill-words';
import { systemNoun } from '@/lib/connectors/review-words';
import { type BackfillPreview } from '@/lib/jobs/job-answers';
import { aboutText } from '@/lib/jobs/job-progress';
import { apiPaths } from '@/lib/paths';
import { formatCount, formatCounted } from '@/lib/text/format';

type FilledConnector = Pick<Connector, 'id' | 'kind'>;

/** Brings users of a connector into step, after saying what that does. */
export function BackfillButton({ connector }: { connector: FilledConnector }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={RefreshCw} onClick={() => setIsOpen(true)}>
        Backfill…
      </Button>
      {isOpen ? <BackfillDialog connector={connector} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

const labels: Record<BackfillUsers, string> = { all: 'Every user', never: 'Never pushed', review: 'In review' };

function BackfillDialog({ connector, onClose }: { connector: FilledConnector; onClose: () => void }) {
  const [users, setUsers] = useState<BackfillUsers>('all');
  const input = { connector: connector.id, users };
  const { data, error } = useQuery({
    queryKey: ['backfill-preview', input],
    queryFn: () => postJson<BackfillPreview>(apiPaths.jobPreview, { kind: 'backfill_connector', input }),
    // Counted once: what a person confirms must not change under their eyes.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    meta: { held: true },
  });
  const total = data?.total ?? 0;
  return (
    <JobDialog
      onClose={onClose}
      title="Bring users into step?"
      confirmLabel={total === 0 ? 'Backfill' : `Backfill ${formatCounted(total, 'user')}`}
      request={total === 0 ? null : { kind: 'backfill_connector', input }}
      isCounting={data === undefined && error === null}
      error={error}
      choice={
        <SegmentedControl
          label="Users"
          className="mb-3 w-fit"
          value={users}
          onValueChange={setUsers}
          options={backfillUsers.map((value) => ({ value, label: labels[value] }))}
        />
      }
    >
      {data === undefined ? null : <Words preview={data} kind={connector.kind} />}
    </JobDialog>
  );
}

interface WordsProps {
  preview: BackfillPreview;
  kind: ConnectorKind;
}

function Words({ preview: { total, acts, lookedUp, perSecond, tookMs }, kind }: WordsProps) {
  if (total === 0) return <p role="status">There is no such user.</p>;
  const isEstimate = acts !== null && lookedUp < total;
  const about = isEstimate ? 'about ' : '';
  const told = (acts ?? []).map(({ act, count }) => `${about}${formatCount(count)} ${actWords[act]}`);
  const pace =
    perSecond === null || tookMs === null
      ? ''
      : ` At ${formatCount(Math.round(perSecond))} calls/s it takes ${aboutText(tookMs)}.`;
  return (
    <>
      <p role="status">{`${formatCounted(total, 'user')}${told.length === 0 ? '' : `: ${told.join(', ')}`}.${pace}`}</p>
      {isEstimate ? (
        <p className="mt-2">{`An estimate: ${formatCount(lookedUp)} of them ${lookedUp === 1 ? 'was' : 'were'} looked up.`}</p>
      ) : null}
      {acts === null && isRecordKind(kind) ? (
        <p className="mt-2">{`What it would do is not known: ${systemNoun(kind)} did not tell what is there.`}</p>
      ) : null}
      <p className="mt-2">Live changes go first. What has the values already is not written.</p>
    </>
  );
}
