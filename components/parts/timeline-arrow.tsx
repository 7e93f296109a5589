import { cn } from '../ui/cn';

/** Which way a message went, and how it ended. `dashed`: we merely looked it up. */
export interface TimelineArrowLook {
  points: 'left' | 'right';
  tone: 'failed' | 'accepted' | 'asked' | 'plain';
  dashed?: boolean | undefined;
}

const tones: Record<TimelineArrowLook['tone'], string> = {
  failed: 'text-c-error',
  accepted: 'text-c-applied',
  asked: 'text-accent',
  plain: 'text-tick',
};

/** 32 px, beside the time column of a two-sided timeline; its meaning is also in the words it stands with. */
export function TimelineArrow({ points, tone, dashed = false, className }: TimelineArrowLook & { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      width="32"
      height="8"
      viewBox="0 0 32 8"
      className={cn('absolute top-1.5 max-phone:hidden', points === 'left' && 'rotate-180', tones[tone], className)}
    >
      <path d="M0 4h27" stroke="currentColor" strokeWidth="1.5" strokeDasharray={dashed ? '3 2.5' : undefined} />
      <path d="M26 0.8L32 4l-6 3.2z" fill="currentColor" />
    </svg>
  );
}
