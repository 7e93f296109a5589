'use client';

import { type Alert, alertStates, type AlertState } from '@/lib/alerts/alert';
import { formatCount } from '@/lib/text/format';

import { AlertRow } from './alert-row';

const heads: Record<AlertState, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  snoozed: 'Snoozed',
  closed: 'Closed',
};

/** As they are shown: by where they stand, and within that as they come. */
export function inOrder(alerts: readonly Alert[]): Alert[] {
  return alertStates.flatMap((state) => alerts.filter((alert) => alert.state === state));
}

interface AlertGroupsProps {
  alerts: readonly Alert[];
  openId: number | null;
  mayAct: boolean;
  hrefOf: (id: number) => string;
  onOpen: (id: number) => void;
}

/** Alerts by where they stand, those that need a person first. */
export function AlertGroups({ alerts, openId, mayAct, hrefOf, onOpen }: AlertGroupsProps) {
  return alertStates.map((state) => {
    const of = alerts.filter((alert) => alert.state === state);
    if (of.length === 0) return null;
    return (
      <section key={state} aria-label={heads[state]}>
        <h2 className="flex h-7 items-center gap-2 border-b bg-ground px-6 text-small text-ink-2 max-phone:px-3">
          {heads[state]} <span className="text-ink-3">{formatCount(of.length)}</span>
        </h2>
        <ul aria-label={heads[state]}>
          {of.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              href={hrefOf(alert.id)}
              isOpen={alert.id === openId}
              mayAct={mayAct}
              onOpen={() => onOpen(alert.id)}
            />
          ))}
        </ul>
      </section>
    );
  });
}
