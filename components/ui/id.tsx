import { truncateMiddle } from '@/lib/format';

import { cn } from './cn';
import { CopyButton } from './copy-button';

interface IdProps {
  value: string;
  /** What it identifies, for the copy button's name: "event id". */
  what: string;
  max?: number | undefined;
  copy?: boolean | undefined;
  className?: string | undefined;
}

/** An identifier, cut in the middle; whole in its title and in what is copied. */
export function Id({ value, what, max = 16, copy = true, className }: IdProps) {
  return (
    <span className={cn('inline-flex max-w-full items-center gap-1', className)}>
      <span className="truncate text-mono" title={value}>
        {truncateMiddle(value, max)}
      </span>
      {copy ? <CopyButton value={value} what={what} className="-my-0.5" /> : null}
    </span>
  );
}
