'use client';

import { useState } from 'react';

import { formatCounted } from '@/lib/text/format';
import { type Change } from '@/lib/events/change';
import { type LinkedAccounts, linkedAccounts } from '@/lib/events/linked-accounts';

import { bareText, changeKind, type ChangeKind, diffParts, isShort, valueText } from './change-text';
import { cn } from '../ui/cn';
import { OutsideText } from '../ui/outside-text';
import { TextButton } from '../ui/text-link';

const signs: Record<ChangeKind, { sign: string; word: string }> = {
  changed: { sign: '±', word: 'changed' },
  added: { sign: '+', word: 'added' },
  removed: { sign: '−', word: 'removed' },
};

interface FieldDiffProps {
  changes: readonly Change[];
  /** Fields that change with every login and tell nothing; named in one line and shown on demand. */
  hidden?: readonly Change[] | undefined;
}

/** Field by field, old and new. Sign and strike say it without colour; the letters that differ are tinted. */
export function FieldDiff({ changes, hidden = [] }: FieldDiffProps) {
  const [isOpen, setIsOpen] = useState(false);
  const rows = isOpen ? [...changes, ...hidden] : changes;
  return (
    <div>
      <ul>
        {rows.map((change) => (
          <FieldRow key={change.field} change={change} />
        ))}
      </ul>
      {hidden.length > 0 ? (
        <div className="flex items-start justify-between gap-4 pt-1.5 text-small text-ink-2">
          <span className="py-1">
            {isOpen
              ? null
              : `${formatCounted(hidden.length, 'field')} hidden: ${hidden.map((change) => change.field).join(', ')}`}
          </span>
          <TextButton aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} className="shrink-0 text-small">
            {isOpen ? 'Hide' : 'Show'}
          </TextButton>
        </div>
      ) : null}
    </div>
  );
}

function FieldRow({ change }: { change: Change }) {
  const { sign, word } = signs[changeKind(change)];
  return (
    <li className="grid grid-cols-[minmax(0,9fr)_24px_minmax(0,11fr)] gap-x-2 border-b py-1.5 last:border-b-0 in-[[data-raised]]:grid-cols-[minmax(0,2fr)_16px_minmax(0,3fr)] max-phone:grid-cols-[minmax(0,2fr)_16px_minmax(0,3fr)]">
      <OutsideText className="text-body font-medium break-words">{change.field}</OutsideText>
      <span aria-hidden="true" className="text-center text-mono text-ink-3">
        {sign}
      </span>
      <span className="min-w-0">
        <span className="sr-only">{word}: </span>
        <ChangeValues change={change} />
      </span>
    </li>
  );
}

/** Field name, old and new on one line, for timelines. */
export function InlineChange({ change }: { change: Change }) {
  return (
    <span className="block min-w-0">
      <OutsideText className="mr-1.5 text-body font-medium">{change.field}</OutsideText>
      <ChangeValues change={change} inline />
    </span>
  );
}

/** Linked accounts by name: which came, which went. Where only details of them differ, the accounts that have them. */
function Accounts({ accounts: { linked, unlinked, kept } }: { accounts: LinkedAccounts }) {
  const isDetail = linked.length === 0 && unlinked.length === 0;
  return (
    <>
      {unlinked.map((account) => (
        <span key={account} className="block">
          <Value kind="old" parts={[{ text: account, differs: false }]} /> <Note>unlinked</Note>
        </span>
      ))}
      {linked.map((account) => (
        <span key={account} className="block">
          <Value kind="new" parts={[{ text: account, differs: false }]} /> <Note>linked</Note>
        </span>
      ))}
      {isDetail ? (
        <>
          <OutsideText className="text-mono break-all">{kept.join(', ')}</OutsideText> <Note>details</Note>
        </>
      ) : null}
    </>
  );
}

function ChangeValues({ change, inline = false }: { change: Change; inline?: boolean }) {
  const accounts = linkedAccounts(change);
  if (accounts !== null) return <Accounts accounts={accounts} />;
  const kind = changeKind(change);
  const before = valueText(change.before);
  const after = valueText(change.after);
  if (kind === 'added') {
    return (
      <>
        <Value kind="new" parts={[{ text: after, differs: false }]} /> <Note>added</Note>
      </>
    );
  }
  if (kind === 'removed') {
    return (
      <>
        <Value kind="old" parts={[{ text: before, differs: false }]} /> <Note>removed</Note>
      </>
    );
  }
  const oneLine = inline || isShort(before, after);
  const [oldText, newText] = oneLine ? [before, after] : [bareText(change.before), bareText(change.after)];
  const { old, next } = diffParts(oldText, newText);
  return (
    <>
      <Value kind="old" parts={old} block={!oneLine} />
      {oneLine ? <Note> to </Note> : <span className="sr-only"> to </span>}
      <Value kind="new" parts={next} block={!oneLine} />
      {change.cut ? <Note> cut</Note> : null}
    </>
  );
}

function Note({ children }: { children: string }) {
  return <span className="text-small text-ink-3">{children}</span>;
}

interface ValueProps {
  kind: 'old' | 'new';
  parts: readonly { text: string; differs: boolean }[];
  block?: boolean | undefined;
}

function Value({ kind, parts, block = false }: ValueProps) {
  const Tag = kind === 'old' ? 'del' : 'ins';
  return (
    <Tag
      className={cn(
        'text-mono break-all whitespace-pre-wrap',
        kind === 'old' ? 'text-bad line-through' : 'text-ok no-underline',
        block && 'block',
      )}
    >
      {parts.map((part, index) =>
        part.differs ? (
          <span key={index} className={kind === 'old' ? 'bg-bad-tint' : 'bg-ok-tint'}>
            <OutsideText>{part.text}</OutsideText>
          </span>
        ) : (
          <OutsideText key={index}>{part.text}</OutsideText>
        ),
      )}
    </Tag>
  );
}
