'use client';

import { Check, Copy, X } from 'lucide-react';
import { useEffect, useState } from 'react';

import { useAnnounce } from './announcer';
import { cn } from './cn';
import { copyText } from './copy-text';
import { useToast } from './toast';

interface CopyButtonProps {
  value: string;
  /** Completes the name: "Copy event id". */
  what: string;
  /** Shown beside the icon; without it the button is a 24 px square. */
  text?: string | undefined;
  isTabStop?: boolean | undefined;
  className?: string | undefined;
}

const SHOWN_MS = 1500;

const looks = {
  idle: { icon: Copy, tone: undefined },
  copied: { icon: Check, tone: 'text-ok' },
  failed: { icon: X, tone: 'text-bad' },
};

/** What a person is told when nothing was copied. */
export const notCopied = {
  title: 'Not copied',
  body: 'The browser did not allow it. Select the text and copy it by hand.',
};

export function CopyButton({ value, what, text, isTabStop = true, className }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const announce = useAnnounce();
  const toast = useToast();
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    const isDone = await copyText(value);
    setState(isDone ? 'copied' : 'failed');
    if (isDone) announce(`Copied ${what}`, 'copy');
    else toast({ tone: 'bad', ...notCopied });
  };
  const { icon: Icon, tone } = looks[state];
  return (
    <button
      type="button"
      tabIndex={isTabStop ? undefined : -1}
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => void copy()}
      className={cn(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control text-ink-3 quick hover:bg-hover hover:text-ink',
        text === undefined ? 'size-6' : 'h-7 border border-line-2 px-2.5 text-body font-medium text-ink',
        className,
      )}
    >
      <Icon aria-hidden="true" size={text === undefined ? 12 : 14} strokeWidth={2.1} className={tone} />
      {text}
    </button>
  );
}
