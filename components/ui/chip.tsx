import { type LucideIcon } from 'lucide-react';
import { type ReactNode } from 'react';

import { cn } from './cn';

export type ChipTone = 'ok' | 'warn' | 'bad' | 'accent' | 'test' | 'mute';

const fills: Record<ChipTone, string> = {
  ok: 'bg-ok-tint text-ok',
  warn: 'bg-warn-tint text-warn',
  bad: 'bg-bad-tint text-bad',
  accent: 'bg-accent-tint text-accent',
  test: 'bg-test-tint text-test',
  mute: 'bg-mute-tint text-ink-2',
};

const iconTones: Record<ChipTone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  accent: 'text-accent',
  test: 'text-test',
  mute: 'text-ink-3',
};

interface ChipProps {
  icon: LucideIcon;
  tone: ChipTone;
  /** Only what a person may have to act on is filled; a good state stays quiet. */
  filled?: boolean | undefined;
  /** A clock or a count beside the word. */
  detail?: ReactNode;
  /** Fills the icon's shape, for the dot and the square. */
  solid?: boolean | undefined;
  title?: string | undefined;
  children: ReactNode;
}

/** A state: icon, exact word, colour. 20 px high. */
export function Chip({ icon: Icon, tone, filled = false, detail, solid = false, title, children }: ChipProps) {
  const quietText = tone === 'mute' ? 'text-ink-3' : 'text-ink-2';
  return (
    <span
      title={title}
      className={cn(
        'inline-flex h-5 max-w-full shrink-0 items-center gap-[5px] rounded-chip align-top text-small font-medium whitespace-nowrap',
        filled ? cn('pr-1.5 pl-[5px]', fills[tone]) : quietText,
      )}
    >
      <Icon
        aria-hidden="true"
        size={14}
        strokeWidth={2.1}
        fill={solid ? 'currentColor' : 'none'}
        className={cn('shrink-0', !filled && iconTones[tone], solid && 'scale-60')}
      />
      <span>{children}</span>
      {detail === undefined || detail === null || detail === '' ? null : <span className="font-normal">{detail}</span>}
    </span>
  );
}
