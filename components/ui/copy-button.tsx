'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

import { useAnnounce } from './announcer';
import { cn } from './cn';

interface CopyButtonProps {
  value: string;
  /** Completes the name: "Copy event id". */
  what: string;
  /** Shown beside the icon; without it the button is a 24 px square. */
  text?: string | undefined;
  className?: string | undefined;
}

const SHOWN_MS = 1500;

export function CopyButton({ value, what, text, className }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const announce = useAnnounce();
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    const done = await writeClipboard(value);
    setState(done ? 'copied' : 'failed');
    announce(done ? `Copied ${what}` : `Could not copy ${what}`, 'copy');
  };
  const Icon = state === 'copied' ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={`Copy ${what}`}
      title={state === 'failed' ? 'The browser did not allow copying' : `Copy ${what}`}
      onClick={() => void copy()}
      className={cn(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control text-ink-3 quick hover:bg-hover hover:text-ink',
        text === undefined ? 'size-6' : 'h-7 border border-line-2 px-2.5 text-body font-medium text-ink',
        className,
      )}
    >
      <Icon
        aria-hidden="true"
        size={text === undefined ? 12 : 14}
        strokeWidth={2.1}
        className={state === 'copied' ? 'text-ok' : undefined}
      />
      {text}
    </button>
  );
}

async function writeClipboard(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    // Not a secure context (plain http on another host), or refused.
    return false;
  }
}
