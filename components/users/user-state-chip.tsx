import { Ban, Check, UserMinus } from 'lucide-react';
import { type UserSummary } from '@/lib/users/user';
import { Chip } from '../ui/chip';
import { Flash } from '../ui/flash';
import { Time } from '../ui/time';

type Stated = Pick<UserSummary, 'deletedAtMs' | 'blocked'>;

/** `active`, `blocked`, or `deleted` with the time of deletion. */
export function UserStateChip({ user }: { user: Stated }) {
  return (
    <Flash value={`${user.deletedAtMs ?? 'live'} ${String(user.blocked)}`}>
      <StateChip user={user} />
    </Flash>
  );
}

function StateChip({ user: { deletedAtMs, blocked } }: { user: Stated }) {
  if (deletedAtMs !== null) {
    return (
      <Chip
        icon={UserMinus}
        tone="mute"
        filled
        detail={<Time ms={deletedAtMs} mode="datetime" className="max-phone:hidden" />}
      >
        deleted
      </Chip>
    );
  }
  if (blocked) {
    return (
      <Chip icon={Ban} tone="warn" filled>
        blocked
      </Chip>
    );
  }
  return (
    <Chip icon={Check} tone="ok">
      active
    </Chip>
  );
}
