'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useSettled } from '@/components/connectors/use-connector-search';
import { toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { FailedState } from '@/components/ui/failed-state';
import { OutsideText } from '@/components/ui/outside-text';
import { SearchInput } from '@/components/ui/search-input';
import { SkeletonText } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { type ReviewRow } from '@/lib/connectors/connector-answers';
import { type RecordGlance } from '@/lib/connectors/records/record-glance';
import { comparedIds } from '@/lib/connectors/review-acts';
import { calledOf, recordNoun, systemNoun } from '@/lib/connectors/review-words';

import { recordSearchQuery, recordsQuery } from './review-queries';

/** Of whom a record is chosen. */
export type LinkedCase = Pick<
  ReviewRow,
  'key' | 'isEvent' | 'name' | 'link' | 'facts' | 'connectorId' | 'connectorKind'
>;

interface LinkDialogProps {
  of: LinkedCase;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  busy: boolean;
  onChoose: (recordId: string) => void;
}

/** Chooses the record of a user: from those that the case names, or by a search. */
export function LinkDialog({ of, open, onOpenChange, busy, onChoose }: LinkDialogProps) {
  const noun = recordNoun(of.connectorKind).toLowerCase();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Link ${calledOf(of)} to a ${noun}`}
      description={`The ${noun} gets the values of this user at once, and with each change. One that another user writes is followed.`}
      className="top-[8vh] max-h-[84vh] w-[640px]"
    >
      <Choice of={of} busy={busy} onChoose={onChoose} />
    </Dialog>
  );
}

function Choice({ of, busy, onChoose }: Pick<LinkDialogProps, 'of' | 'busy' | 'onChoose'>) {
  const [text, setText] = useState('');
  const q = useSettled(text);
  const ids = comparedIds(of);
  const named = useQuery(recordsQuery(of.connectorId, ids));
  const searched = useQuery(recordSearchQuery(of.connectorId, q));
  const system = systemNoun(of.connectorKind);
  const query = q === '' ? named : searched;
  const isIdle = q === '' && ids.length === 0;
  return (
    <>
      <SearchInput
        label={`Search in ${system}`}
        placeholder="Id, address or name"
        value={text}
        onValueChange={setText}
        className="mt-3 w-full"
      />
      <div aria-busy={query.isFetching || undefined} className="mt-2 min-h-40">
        {isIdle ? (
          <p className="py-2 text-body text-ink-2">
            Ids and whole addresses are found at once, names when the search of {system} knows them.
          </p>
        ) : query.data === undefined ? (
          query.error === null ? (
            <SkeletonText lines={3} className="py-2" />
          ) : (
            <FailedState what="The records" error={toApiError(query.error)} onRetry={() => void query.refetch()} />
          )
        ) : (
          <Found of={of} records={query.data.items} busy={busy} onChoose={onChoose} />
        )}
      </div>
    </>
  );
}

interface FoundProps extends Pick<LinkDialogProps, 'of' | 'busy' | 'onChoose'> {
  records: readonly RecordGlance[];
}

function Found({ of, records, busy, onChoose }: FoundProps) {
  const noun = recordNoun(of.connectorKind);
  if (records.length === 0) return <p className="py-2 text-body text-ink-2">{`No ${noun.toLowerCase()} is there.`}</p>;
  return (
    <ul aria-label={`${noun}s to choose from`}>
      {records.map((record) => (
        <li key={record.id} className="flex items-center gap-3 border-b py-2 last:border-b-0">
          <div className="min-w-0 flex-1">
            <p className="truncate text-body font-medium text-ink">
              {`${noun} ${record.id}`} <OutsideText className="font-normal">{record.name}</OutsideText>
            </p>
            <p className="truncate text-small text-ink-2">
              <OutsideText>{[record.email, record.company].filter((part) => part !== null).join(' · ')}</OutsideText>
            </p>
            <RecordOrigin record={record} />
          </div>
          {record.id === of.link?.recordId ? (
            <span className="text-small text-ink-2">linked now</span>
          ) : (
            <Button busy={busy} onClick={() => onChoose(record.id)}>
              {`Link to ${record.id}`}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function RecordOrigin({ record: { createdAtMs, userId } }: { record: RecordGlance }) {
  return (
    <p className="truncate text-small text-ink-2">
      {createdAtMs === null ? null : (
        <>
          created <Time ms={createdAtMs} mode="date" />
        </>
      )}
      {userId === null ? null : (
        <>
          {createdAtMs === null ? '' : ' · '}
          has <OutsideText className="text-mono">{userId}</OutsideText>
        </>
      )}
    </p>
  );
}
