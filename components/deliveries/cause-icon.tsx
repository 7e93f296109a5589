import { CircleHelp, Clock, FileX, HardDrive, KeyRound, type LucideIcon, Unplug } from 'lucide-react';

import { type DeliveryCause } from '@/lib/deliveries/delivery';

const icons = new Map<string, LucideIcon>([
  ['connect', Unplug],
  ['timeout', Clock],
  ['unknown', CircleHelp],
  ['http-401', KeyRound],
  ['http-403', KeyRound],
]);

function iconOf({ key, status }: DeliveryCause): LucideIcon {
  return icons.get(key) ?? ((status ?? 0) >= 500 ? HardDrive : FileX);
}

/** The mark of a cause before its title. */
export function CauseMark({ cause }: { cause: DeliveryCause }) {
  return <Mark icon={iconOf(cause)} />;
}

function Mark({ icon: Icon }: { icon: LucideIcon }) {
  return <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="mt-1 shrink-0 text-bad" />;
}
