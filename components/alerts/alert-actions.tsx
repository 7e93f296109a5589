'use client';

import { Bell, BellOff, Eye } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';
import { type Alert, canActOn } from '@/lib/alerts/alert';
import { laterLevels } from '@/lib/alerts/alert-deed';
import { hourMs } from '@/lib/spans';

import { useAlertAct } from './use-alert-act';

const spans = [
  { label: 'for 1 hour', forMs: hourMs },
  { label: 'for 4 hours', forMs: 4 * hourMs },
  { label: 'for 24 hours', forMs: 24 * hourMs },
];

/** What an operator can do to an alert in its present state. */
export function AlertActions({ alert }: { alert: Alert }) {
  const { mutate, isPending, variables } = useAlertAct(alert.id);
  const busy = (act: string) => isPending && variables.act === act;
  return (
    <div className="flex shrink-0 flex-wrap gap-2">
      {canActOn('acknowledge', alert.state) ? (
        <Button icon={Eye} busy={busy('acknowledge')} onClick={() => mutate({ act: 'acknowledge' })}>
          Acknowledge
        </Button>
      ) : null}
      {canActOn('snooze', alert.state) ? <SnoozeMenu alert={alert} busy={busy('snooze')} onSnooze={mutate} /> : null}
      {canActOn('wake', alert.state) ? (
        <Button icon={Bell} busy={busy('wake')} onClick={() => mutate({ act: 'wake' })}>
          {alert.state === 'snoozed' ? 'Wake' : 'Open again'}
        </Button>
      ) : null}
    </div>
  );
}

interface SnoozeMenuProps {
  alert: Alert;
  busy: boolean;
  onSnooze: (wish: { act: 'snooze'; forMs?: number; untilLevel?: number }) => void;
}

function SnoozeMenu({ alert, busy, onSnooze }: SnoozeMenuProps) {
  const level = alert.level;
  return (
    <Menu
      trigger={
        <Button icon={BellOff} busy={busy}>
          Snooze…
        </Button>
      }
    >
      {laterLevels(level).map((one) => (
        <MenuItem key={one} onSelect={() => onSnooze({ act: 'snooze', untilLevel: one })}>
          {`until it comes to ${one} %`}
        </MenuItem>
      ))}
      {spans.map(({ label, forMs }) => (
        <MenuItem key={label} onSelect={() => onSnooze({ act: 'snooze', forMs })}>
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuLabel>
        <span className="block max-w-56 whitespace-normal">
          Counting goes on.{' '}
          {level === null ? 'Another cause opens an alert of its own.' : 'A higher level ends the snooze.'}
        </span>
      </MenuLabel>
    </Menu>
  );
}
