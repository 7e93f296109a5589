'use client';

import { ChevronDown, ChevronUp, ExternalLink, X } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode } from 'react';

import { IconButton } from './button';
import { cn } from './cn';
import { focusRow } from './row-focus';
import { Tooltip } from './tooltip';
import { useShortcut } from './use-shortcut';

interface SheetProps {
  /** Names the region: "Event evt_…". */
  label: string;
  /** Type and outcome of the open thing. */
  head: ReactNode;
  onClose: () => void;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  /** The same thing as a full page. */
  openHref?: string | undefined;
  foot?: ReactNode;
  /** Key of the row that focus goes back to. */
  returnFocusTo?: string | undefined;
  children: ReactNode;
  className?: string | undefined;
}

/**
 * The open row beside its list: not modal, the list stays usable. Which row is open is in the URL, so closing is the
 * screen's act; Escape does it too.
 */
export function Sheet({ label, head, onClose, foot, returnFocusTo, children, className, ...moves }: SheetProps) {
  const close = () => {
    onClose();
    if (returnFocusTo !== undefined) focusRow(returnFocusTo);
  };
  useShortcut('Escape', close);
  return (
    <aside
      aria-label={label}
      data-raised=""
      className={cn(
        'flex w-[392px] shrink-0 slide-in flex-col border-l border-line-2 bg-raised huge:w-[480px]',
        className,
      )}
    >
      <div className="flex h-12 shrink-0 items-center gap-1 border-b pr-3 pl-5">
        <div className="flex min-w-0 flex-1 items-center gap-3 text-cause">{head}</div>
        <SheetMoves {...moves} />
        <IconButton bare label="Close" keys="Esc" icon={X} onClick={close} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
      {foot === undefined ? null : <div className="flex h-12 shrink-0 items-center gap-2 border-t px-5">{foot}</div>}
    </aside>
  );
}

function SheetMoves({ onPrevious, onNext, openHref }: Pick<SheetProps, 'onPrevious' | 'onNext' | 'openHref'>) {
  return (
    <>
      {onPrevious ? <IconButton bare label="Previous" icon={ChevronUp} onClick={onPrevious} /> : null}
      {onNext ? <IconButton bare label="Next" icon={ChevronDown} onClick={onNext} /> : null}
      {openHref === undefined ? null : (
        <Tooltip text="Open page">
          <Link
            href={openHref}
            aria-label="Open page"
            className="inline-flex size-7 items-center justify-center rounded-control text-ink-2 quick hover:bg-hover hover:text-ink"
          >
            <ExternalLink aria-hidden="true" size={14} strokeWidth={2.1} />
          </Link>
        </Tooltip>
      )}
    </>
  );
}
