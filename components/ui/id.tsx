import { truncateMiddle } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { cn } from './cn';
import { CopyButton } from './copy-button';
import { OutsideText } from './outside-text';

interface IdProps {
  value: string;
  /** What it identifies, for the copy button's name: "event id". */
  what: string;
  max?: number | undefined;
  copy?: boolean | undefined;
  /** False in a row whose link is its one tab stop: the copy button is for the mouse there. */
  isTabStop?: boolean | undefined;
  className?: string | undefined;
}

/** An identifier, cut in the middle; whole in its title and in what is copied. */
export function Id({ value, what, max = 16, copy = true, isTabStop = true, className }: IdProps) {
  return (
    <span className={cn('inline-flex max-w-full items-center gap-1', className)}>
      <span className="truncate text-mono" title={visibleText(value)}>
        <OutsideText>{truncateMiddle(value, max)}</OutsideText>
      </span>
      {copy ? <CopyButton value={value} what={what} isTabStop={isTabStop} className="-my-0.5" /> : null}
    </span>
  );
}
