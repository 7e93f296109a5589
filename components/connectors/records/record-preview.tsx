'use client';

import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';

import { toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { FailedState } from '@/components/ui/failed-state';
import { LineInput } from '@/components/ui/line-input';
import { OutsideText } from '@/components/ui/outside-text';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { SkeletonText } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { outcomeText, previewSum, sentFields } from '@/lib/connectors/preview-words';
import { type RecordConfig } from '@/lib/connectors/record-kinds';
import { mostPreviewUsers, type PreviewRow, type RecordPreviewAnswer } from '@/lib/connectors/records/record-preview';
import { systemNoun } from '@/lib/connectors/review-words';
import { formatCounted } from '@/lib/text/format';

import { useConnectorSearch } from '../use-connector-search';
import { previewQuery } from './preview-query';
import { PreviewRequest } from './preview-request';

interface RecordPreviewProps {
  connector: ConnectorAnswer;
  /** The settings as they are edited; null while they cannot be saved. */
  config: RecordConfig | null;
}

/** What would be sent by these settings, user by user. Nothing is written. */
export function RecordPreview({ connector, config }: RecordPreviewProps) {
  const [users, setUsers] = useState<string[] | null>(null);
  const [mode, setMode] = useState<'events' | 'chosen'>('events');
  // Each preview asks the other side: a changed mapping is looked at when the person says so.
  const [asked, setAsked] = useState(config);
  const isStale = config !== null && JSON.stringify(config) !== JSON.stringify(asked);
  return (
    <section aria-label="Preview" className="min-w-0">
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b px-5 py-1 max-phone:px-3">
        <h2 className="text-heading">Preview</h2>
        <span className="text-small text-ink-2">no write is made</span>
        <SegmentedControl
          small
          label="Users of the preview"
          value={mode}
          onValueChange={(next) => {
            setMode(next);
            if (next === 'events') setUsers(null);
          }}
          options={[
            { value: 'events', label: `Last ${mostPreviewUsers} events` },
            { value: 'chosen', label: 'Chosen users' },
          ]}
          className="ml-auto"
        />
      </div>
      {mode === 'chosen' ? <ChosenUsers onChoose={setUsers} /> : null}
      {isStale ? (
        <div role="status" className="flex items-center gap-3 border-b bg-ground px-5 py-1.5 text-small max-phone:px-3">
          <span className="min-w-0 flex-1">The settings have changed since.</span>
          <Button size="small" onClick={() => setAsked(config)}>
            Preview again
          </Button>
        </div>
      ) : null}
      {asked === null || (mode === 'chosen' && users === null) ? null : (
        <Asked connector={connector} config={asked} users={users} />
      )}
    </section>
  );
}

function ChosenUsers({ onChoose }: { onChoose: (users: string[]) => void }) {
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const ids = text.split(/[\s,]+/).filter((id) => id !== '');
    if (ids.length > 0) onChoose([...new Set(ids)].slice(0, mostPreviewUsers));
  };
  return (
    <form aria-label="Chosen users" onSubmit={submit} className="flex gap-2 border-b px-5 py-2 max-phone:px-3">
      <LineInput
        label="User ids"
        value={text}
        onChange={setText}
        placeholder="auth0|5f7c8ec7c33c6c004bbafe82"
        className="flex-1"
      />
      <Button type="submit" disabled={text.trim() === ''}>
        Preview
      </Button>
    </form>
  );
}

interface AskedProps {
  connector: ConnectorAnswer;
  config: RecordConfig;
  users: readonly string[] | null;
}

function Asked({ connector, config, users }: AskedProps) {
  const { data, error, refetch } = useQuery(previewQuery(connector.id, config, users));
  if (data === undefined) {
    if (error === null) return <SkeletonText lines={6} className="p-5 max-phone:p-3" />;
    return <FailedState what="The preview" error={toApiError(error)} onRetry={() => void refetch()} />;
  }
  if (data.rows.length === 0) {
    return (
      <p className="px-5 py-4 text-body text-ink-2 max-phone:px-3">
        {users === null
          ? 'No event of the log would be carried on yet. Choose users to see what would be sent.'
          : 'None of these users is in the mirror.'}
      </p>
    );
  }
  return <Rows connector={connector} config={config} answer={data} />;
}

interface RowsProps {
  connector: ConnectorAnswer;
  config: RecordConfig;
  answer: RecordPreviewAnswer;
}

function Rows({ connector, config, answer: { rows, reads } }: RowsProps) {
  const { search, set } = useConnectorSearch();
  const shown = rows.find(({ userId }) => userId === search.shown) ?? rows[0];
  return (
    <>
      <ul aria-label="Users of the preview" className="max-h-80 overflow-y-auto">
        {rows.map((row) => (
          <UserRow
            key={row.userId}
            row={row}
            config={config}
            isShown={row.userId === shown?.userId}
            onShow={() => set({ shown: row.userId })}
          />
        ))}
      </ul>
      <p role="status" className="border-b bg-ground px-5 py-1.5 text-small text-ink-2 max-phone:px-3">
        {`${formatCounted(rows.length, 'user')} · ${previewSum(rows)} · ${formatCounted(reads, 'read')} of ${systemNoun(config.kind)}`}
      </p>
      {shown === undefined ? null : <PreviewRequest connector={connector} config={config} row={shown} />}
    </>
  );
}

interface UserRowProps {
  row: PreviewRow;
  config: RecordConfig;
  isShown: boolean;
  onShow: () => void;
}

function UserRow({ row, config, isShown, onShow }: UserRowProps) {
  const fields = sentFields(row);
  return (
    <li className="border-b">
      <button
        type="button"
        aria-pressed={isShown}
        onClick={onShow}
        className={cn(
          'flex h-8 w-full items-center gap-3 px-5 text-left text-body focus-row quick max-phone:px-3',
          isShown ? 'bg-select shadow-[inset_2px_0_var(--petrol)]' : 'hover:bg-hover',
        )}
      >
        {row.eventAtMs === null ? null : <Time ms={row.eventAtMs} />}
        <span className="min-w-0 flex-1 truncate">
          <OutsideText>{row.name ?? row.userId}</OutsideText>
        </span>
        <code className={cn('text-mono', row.writes.length === 0 && 'text-ink-3')}>{outcomeText(row, config)}</code>
        <span className="w-16 text-right text-small text-ink-2">
          {fields === 0 ? '–' : formatCounted(fields, 'field')}
        </span>
      </button>
    </li>
  );
}
