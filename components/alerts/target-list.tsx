'use client';

import { Mail, MessageSquare, Plus, Trash2, Webhook } from 'lucide-react';
import { useState } from 'react';

import { Button, IconButton } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { type AlertSettingsAnswer } from '@/lib/alerts/alert-answers';
import { type AlertTarget } from '@/lib/alerts/alert-target';
import { apiPaths } from '@/lib/paths';
import { visibleText } from '@/lib/text/outside-text';

import { AddTargetDialog } from './add-target-dialog';
import { useAlertTest, useTargetRemoval } from './use-alert-settings';

const icons = { slack: MessageSquare, webhook: Webhook, email: Mail };

interface TargetListProps {
  settings: AlertSettingsAnswer;
  mayChange: boolean;
}

/** Who is told, and how the newest try went. */
export function TargetList({ settings: { targets, canMail }, mayChange }: TargetListProps) {
  const [isAdding, setIsAdding] = useState(false);
  return (
    <section aria-label="Targets">
      <SectionHead
        title="Targets"
        count={targets.length}
        aside={
          mayChange ? (
            <Button icon={Plus} onClick={() => setIsAdding(true)}>
              Add target…
            </Button>
          ) : undefined
        }
        className="border-b px-5 max-rail:px-6 max-phone:px-3"
      />
      {targets.length === 0 ? (
        <p className="px-5 py-3 text-body text-ink-2 max-rail:px-6 max-phone:px-3">
          Nobody is told yet. Alerts open and close all the same.
        </p>
      ) : (
        <ul aria-label="Targets">
          {targets.map((target) => (
            <TargetRow key={target.id} target={target} mayChange={mayChange} />
          ))}
        </ul>
      )}
      <AddTargetDialog open={isAdding} onOpenChange={setIsAdding} canMail={canMail} />
    </section>
  );
}

function TargetRow({ target, mayChange }: { target: AlertTarget; mayChange: boolean }) {
  const [isAsking, setIsAsking] = useState(false);
  const Icon = icons[target.kind];
  const test = useAlertTest(apiPaths.alertTargetTest(target.id));
  const removal = useTargetRemoval(() => setIsAsking(false));
  const name = visibleText(target.name);
  return (
    <li className="flex items-start gap-3 border-b px-5 py-2 max-rail:px-6 max-phone:px-3">
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="mt-1 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium" title={name}>
          <OutsideText>{target.name}</OutsideText>
        </p>
        <p className="truncate text-small text-ink-2" title={target.hint}>
          {target.hint}
        </p>
        <p className="text-small text-ink-2">
          {target.failure === null ? null : <OutsideText className="block text-bad">{target.failure}</OutsideText>}
          {target.sentAtMs === null ? (
            'nothing sent yet'
          ) : (
            <>
              sent <DayTime ms={target.sentAtMs} />
            </>
          )}
        </p>
      </div>
      {mayChange ? (
        <div className="flex shrink-0 gap-1">
          <Button busy={test.isPending} aria-label={`Test ${name}`} onClick={() => test.mutate()}>
            Test
          </Button>
          <IconButton bare label={`Remove ${name}…`} icon={Trash2} onClick={() => setIsAsking(true)} />
        </div>
      ) : null}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Remove the target ${name}?`}
        description="It is told nothing any more, not even what waits to be sent to it."
        confirmLabel="Remove the target"
        danger
        busy={removal.isPending}
        onConfirm={() => removal.mutate(target.id)}
      />
    </li>
  );
}
