'use client';

import { useState } from 'react';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TextButton } from '@/components/ui/text-link';
import { isRecordKind } from '@/lib/connectors/record-kinds';
import { type ReviewReason } from '@/lib/connectors/connector';
import { type ReviewListAnswer, type ReviewRow } from '@/lib/connectors/connector-answers';
import { reasonTitles } from '@/lib/connectors/review-words';
import { formatCount, formatCounted } from '@/lib/text/format';

import { ReviewListRow } from './review-row';
import { type BulkGroup, useBulkAct } from './use-bulk-act';

/** Cases with one reason. */
export interface ReviewGroup extends BulkGroup {
  /** In all, also those that are not loaded. */
  count: number;
  rows: ReviewRow[];
}

/** The loaded cases by reason, the reason with the newest case first; counts are of all there are. */
export function groupsOf(
  rows: readonly ReviewRow[],
  counts: ReviewListAnswer['counts'],
  since: BulkGroup['since'],
): ReviewGroup[] {
  const byReason = new Map<ReviewReason, ReviewRow[]>();
  for (const row of rows) {
    const reason = counts.find((known) => known.reason === row.reason)?.reason;
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), row]);
  }
  return [...byReason].map(([reason, ofReason]) => {
    const connectors = counts.flatMap((known) =>
      known.reason === reason ? [{ id: known.connectorId, count: known.count }] : [],
    );
    const count = connectors.reduce((sum, known) => sum + known.count, 0);
    return { reason, connectors, since, count, rows: ofReason };
  });
}

interface ReviewGroupsProps {
  groups: readonly ReviewGroup[];
  openSeq: number | null;
  hrefOf: (seq: number) => string;
  onOpen: (seq: number) => void;
  mayAct: boolean;
}

/** The list of cases, grouped by why a person is asked. */
export function ReviewGroups({ groups, openSeq, hrefOf, onOpen, mayAct }: ReviewGroupsProps) {
  return groups.map((group) => (
    <section key={group.reason} aria-label={reasonTitles[group.reason]}>
      <div className="sticky top-0 z-2 flex min-h-7 items-center gap-2 border-b bg-ground px-6 text-small max-phone:px-3">
        <h2 className="font-medium text-ink">{reasonTitles[group.reason]}</h2>
        <span className="text-ink-2">{formatCount(group.count)}</span>
        {mayAct ? <GroupActs group={group} /> : null}
      </div>
      <ul>
        {group.rows.map((row) => (
          <ReviewListRow
            key={row.seq}
            row={row}
            href={hrefOf(row.seq)}
            isOpen={row.seq === openSeq}
            onOpen={() => onOpen(row.seq)}
          />
        ))}
      </ul>
    </section>
  ));
}

const hasTable = ({ connectorKind }: ReviewRow) => connectorKind !== 'webhook' && !isRecordKind(connectorKind);

/** A table has nothing that could be passed over: a value is taken, or is changed. */
function skippableOf({ reason, connectors, since, rows }: ReviewGroup): BulkGroup {
  const tables = new Set(rows.flatMap((row) => (hasTable(row) ? row.connectorId : [])));
  return { reason, since, connectors: connectors.filter(({ id }) => !tables.has(id)) };
}

function GroupActs({ group }: { group: ReviewGroup }) {
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending, variables, decided } = useBulkAct(() => setAsking(false));
  const title = reasonTitles[group.reason];
  const skippable = skippableOf(group);
  const skipCount = skippable.connectors.reduce((sum, { count }) => sum + count, 0);
  return (
    <span className="ml-auto flex items-center gap-3">
      {isPending ? (
        <span role="status" className="text-ink-2">{`${formatCount(decided)} of ${formatCount(group.count)}`}</span>
      ) : null}
      <TextButton
        aria-label={`Retry all: ${title}`}
        disabled={isPending}
        className="text-small"
        onClick={() => mutate({ group, act: 'push' })}
      >
        Retry all
      </TextButton>
      {skipCount === 0 ? null : (
        <TextButton
          aria-label={`Skip all: ${title}…`}
          disabled={isPending}
          className="text-small"
          onClick={() => setAsking(true)}
        >
          Skip all…
        </TextButton>
      )}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Skip ${formatCounted(skipCount, 'user')}?`}
        description={`For all with the reason "${title}": records are left as they are until the user changes again. Of a webhook the event that keeps failing is never sent.`}
        confirmLabel={`Skip ${formatCounted(skipCount, 'user')}`}
        cancelLabel="Keep them"
        danger
        busy={isPending && variables.act === 'skip'}
        needless={skipCount === 0}
        onConfirm={() => mutate({ group: skippable, act: 'skip' })}
      />
    </span>
  );
}
