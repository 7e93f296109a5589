'use client';

import { ArrowUp } from 'lucide-react';

import { formatCount } from '@/lib/text/format';

import { KeyCap } from './key-cap';
import { useShortcut } from './use-shortcut';

interface LivePillProps {
  /** New rows that are waiting; the pill is not there when there are none. */
  count: number;
  /** There are more than were counted: both figures are "at least". */
  capped?: boolean | undefined;
  /** How many of them are failures. */
  failed?: number | undefined;
  onShow: () => void;
}

/** What arrived since the list was drawn. The list does not move until it is pressed. */
export function LivePill({ count, capped = false, failed = 0, onShow }: LivePillProps) {
  useShortcut('n', onShow, count > 0);
  if (count <= 0) return null;
  const text = (value: number) => `${formatCount(value)}${capped ? '+' : ''}`;
  return (
    <button
      type="button"
      onClick={onShow}
      aria-keyshortcuts="N"
      className="inline-flex h-6 shrink-0 items-center gap-2 rounded-pill bg-accent pr-2 pl-2 text-small font-semibold text-on-accent shadow-float quick hover:bg-accent-hover"
    >
      <ArrowUp aria-hidden="true" size={14} strokeWidth={2.1} />
      {`${text(count)} new${failed > 0 ? ` · ${text(failed)} failed` : ''}`}
      <KeyCap className="text-current max-phone:hidden">N</KeyCap>
    </button>
  );
}
