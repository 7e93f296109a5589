'use client';

import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode } from 'react';

import { toApiError } from '@/components/data/api';
import { cn } from '@/components/ui/cn';
import { FailedState } from '@/components/ui/failed-state';
import { OutsideText } from '@/components/ui/outside-text';
import { SkeletonText } from '@/components/ui/skeleton';
import { TextButton } from '@/components/ui/text-link';
import { Time } from '@/components/ui/time';
import { isRecordKind } from '@/lib/connectors/record-kinds';
import { type RecordListAnswer, type ReviewRow } from '@/lib/connectors/connector-answers';
import { type RecordGlance } from '@/lib/connectors/records/record-glance';
import { comparedIds } from '@/lib/connectors/review-acts';
import { candidateNote, recordNoun, systemNoun } from '@/lib/connectors/review-words';
import { formatCount, formatCounted } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { recordsQuery } from './review-queries';

interface Field {
  name: string;
  /** What tells two cells apart. */
  valueOf: (record: RecordGlance) => string | number | null;
  show?: (record: RecordGlance) => ReactNode;
  mono?: boolean;
}

const timeOf = (ms: number | null): ReactNode => (ms === null ? null : <Time ms={ms} mode="datetime" />);

const fields: readonly Field[] = [
  { name: 'E-mail', valueOf: ({ email }) => email, mono: true },
  { name: 'Name', valueOf: ({ name }) => (name === '' ? null : name) },
  { name: 'Company', valueOf: ({ company }) => company },
  { name: 'auth0_user_id', valueOf: ({ userId }) => userId, mono: true },
  { name: 'Created', valueOf: ({ createdAtMs }) => createdAtMs, show: ({ createdAtMs }) => timeOf(createdAtMs) },
  { name: 'Last modified', valueOf: ({ changedAtMs }) => changedAtMs, show: ({ changedAtMs }) => timeOf(changedAtMs) },
];

/** The records that a case names, side by side as they are at the other side now. */
export function RecordComparison({ row, mayRead }: { row: ReviewRow; mayRead: boolean }) {
  const ids = comparedIds(row);
  const query = useQuery({ ...recordsQuery(row.connectorId, ids), enabled: mayRead && ids.length > 0 });
  if (ids.length === 0 || !isRecordKind(row.connectorKind)) return null;
  const { data } = query;
  const system = systemNoun(row.connectorKind);
  return (
    <section aria-label="Records" className="border-t px-6 pt-3 pb-4 max-phone:px-3">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-3">
        <h3 className="text-heading">{ids.length > 1 ? 'Which one is it?' : 'The record'}</h3>
        {data === undefined ? null : (
          <p className="text-small text-ink-2">
            read from {system} at <Time ms={data.readAtMs} className="font-sans text-small" /> ·{' '}
            <TextButton className="text-small" disabled={query.isFetching} onClick={() => void query.refetch()}>
              Read again
            </TextButton>
          </p>
        )}
      </div>
      {mayRead ? (
        <Compared query={query} ids={ids} row={row} />
      ) : (
        <p className="text-body text-ink-2">
          {`${recordNoun(row.connectorKind)} ${ids.join(', ')}. Operators see what stands in ${ids.length > 1 ? 'them' : 'it'}.`}
        </p>
      )}
    </section>
  );
}

interface ComparedProps {
  query: UseQueryResult<RecordListAnswer>;
  ids: readonly string[];
  row: ReviewRow;
}

function Compared({ query: { data, error, refetch }, ids, row }: ComparedProps) {
  if (data === undefined) {
    if (error === null) return <SkeletonText lines={6} />;
    return <FailedState what="The records" error={toApiError(error)} onRetry={() => void refetch()} />;
  }
  const records = ids.map((id) => ({ id, record: data.items.find((item) => item.id === id) ?? null }));
  const there = records.flatMap(({ record }) => record ?? []);
  const differing = there.length < 2 ? [] : fields.filter(({ valueOf }) => new Set(there.map(valueOf)).size > 1);
  return (
    <>
      <table aria-label="Records side by side" className="w-full table-fixed border-collapse border text-body">
        <ComparedHead records={records} row={row} />
        <tbody>
          {there.length === 0
            ? null
            : fields.map((field) => (
                <tr key={field.name} className="border-b">
                  <th
                    scope="row"
                    className="h-8 truncate bg-ground px-4 text-left text-small font-normal text-ink-2 max-phone:px-2"
                  >
                    {field.name}
                  </th>
                  {records.map(({ id, record }) => (
                    <ComparedCell key={id} field={field} record={record} differs={differing.includes(field)} />
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
      {there.length < 2 ? null : <Legend differing={differing} />}
    </>
  );
}

function ComparedHead({
  records,
  row,
}: {
  records: readonly { id: string; record: RecordGlance | null }[];
  row: ReviewRow;
}) {
  const noun = recordNoun(row.connectorKind);
  return (
    <thead>
      <tr className="border-b bg-ground">
        <td className="h-10 w-33 max-phone:w-24" />
        {records.map(({ id, record }) => (
          <th key={id} scope="col" className="border-l px-4 py-1.5 text-left max-phone:px-2">
            <span className="text-body font-semibold">{`${noun} ${id}`}</span>{' '}
            <span className="text-small font-normal text-ink-2 max-phone:block">
              {record === null ? 'not there, or archived' : noteOf(id, row)}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** What the record has to do with the user. */
function noteOf(id: string, { link, facts, reason }: ReviewRow): string {
  if (link?.recordId === id) return 'linked';
  if (reason === 'email_taken') return 'has the address';
  const found = facts?.candidates.find(({ recordId }) => recordId === id);
  return found === undefined ? '' : candidateNote(found.by);
}

function ComparedCell({ field, record, differs }: { field: Field; record: RecordGlance | null; differs: boolean }) {
  if (record === null) return <td className="border-l px-4 text-ink-3 max-phone:px-2">–</td>;
  const value = field.valueOf(record);
  const shown = value === null ? '–' : (field.show?.(record) ?? <OutsideText>{String(value)}</OutsideText>);
  return (
    <td className="border-l px-4 max-phone:px-2">
      <div className="flex items-center gap-2">
        <span aria-hidden="true" className={cn('h-3 w-0.5 shrink-0', differs && 'bg-c-late')} />
        <span
          title={typeof value === 'string' ? visibleText(value) : undefined}
          className={cn(
            'min-w-0 max-phone:[overflow-wrap:anywhere] phone:truncate max-phone:[&_time]:whitespace-normal',
            differs ? 'font-medium' : 'text-ink-2',
            field.mono && value !== null && 'text-mono',
          )}
        >
          {shown}
        </span>
      </div>
    </td>
  );
}

function Legend({ differing }: { differing: readonly Field[] }) {
  return (
    <p className="mt-2 flex items-center gap-2 text-small text-ink-2">
      <span aria-hidden="true" className="h-3 w-0.5 bg-c-late" />
      {differing.length === 0
        ? 'No field differs.'
        : `differs: ${formatCount(differing.length)} of ${formatCounted(fields.length, 'field')}.`}
    </p>
  );
}
