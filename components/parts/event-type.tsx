import {
  BadgeCheck,
  Building2,
  CircleHelp,
  LogIn,
  type LucideIcon,
  Merge,
  Plug,
  UserCheck,
  UserMinus,
  UserPen,
  UserPlus,
  Users,
} from 'lucide-react';

import { createElement } from 'react';

import { shortenEventType } from '@/lib/text/format';
import { visibleText } from '@/lib/text/outside-text';

import { cn } from '../ui/cn';
import { OutsideText } from '../ui/outside-text';

// Tried in order: the first pattern that fits a type gives its icon.
const icons: [RegExp, LucideIcon][] = [
  [/^user\.created$/, UserPlus],
  [/^user\.updated$/, UserPen],
  [/^user\.deleted$/, UserMinus],
  [/\.role\./, BadgeCheck],
  [/^organization\.member\./, UserCheck],
  [/connection/, Plug],
  [/^organization\./, Building2],
  [/^group\./, Users],
  [/^login-only$/, LogIn],
  [/^linked$/, Merge],
];

/** Icon of an event type (or of `login-only` and `linked`); a question mark for types we do not know. */
export function eventTypeIcon(type: string): LucideIcon {
  return icons.find(([pattern]) => pattern.test(type))?.[1] ?? CircleHelp;
}

interface EventTypeIconProps {
  type: string;
  size?: number | undefined;
  className?: string | undefined;
}

export function EventTypeIcon({ type, size = 16, className }: EventTypeIconProps) {
  return createElement(eventTypeIcon(type), {
    'aria-hidden': true,
    size,
    strokeWidth: 1.75,
    className: cn('shrink-0 text-ink-3', className),
  });
}

interface EventTypeProps {
  type: string;
  /** Letters that fit; longer types lose their first part, so that the verb stays. */
  max?: number | undefined;
}

/** Icon and type for a table cell. In the card of a phone the icon stands left of both lines. */
export function EventType({ type, max }: EventTypeProps) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span
        data-card-icon=""
        className="shrink-0 in-[[data-card]]:max-phone:absolute in-[[data-card]]:max-phone:top-3.5 in-[[data-card]]:max-phone:left-3"
      >
        <EventTypeIcon type={type} />
      </span>
      <span className="truncate" title={visibleText(type)}>
        <OutsideText>{shortenEventType(type, max)}</OutsideText>
      </span>
    </span>
  );
}
