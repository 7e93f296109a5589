import { Columns3, Link2, ListOrdered, type LucideIcon, Pencil, RotateCw, ShieldCheck, Undo2 } from 'lucide-react';
import { type ReactNode } from 'react';

import { StepMark } from '@/components/ui/step-mark';
import { type ConnectorKind } from '@/lib/connectors/connector';

interface Step {
  title: string;
  note: string;
}

const tableSteps: readonly Step[] = [
  { title: 'Database and table', note: 'saved as a draft' },
  { title: 'Check', note: 'nothing is written' },
  { title: 'Start', note: 'with or without the past' },
];

const steps: Record<ConnectorKind, readonly Step[]> = {
  webhook: [
    { title: 'Address and events', note: 'saved as a draft' },
    { title: 'Signing secret', note: 'told once' },
    { title: 'Test message', note: 'no event is used' },
    { title: 'Start', note: 'from now on' },
  ],
  postgres: tableSteps,
  mysql: tableSteps,
  hubspot: [
    { title: 'Connect HubSpot', note: 'service key and its scopes' },
    { title: 'Portal', note: 'limits and properties' },
    { title: 'Matching and policies', note: 'one sentence each' },
    { title: 'Mapping', note: 'with preview' },
    { title: 'Start', note: 'with or without the past' },
  ],
  rest: [
    { title: 'Address and requests', note: 'saved as a draft' },
    { title: 'Check', note: 'nothing is written' },
    { title: 'Start', note: 'with or without the past' },
  ],
};

const tableReassurance = 'Nothing is written before Start, but for a table that you have made here.';

const reassurances: Record<ConnectorKind, string> = {
  webhook: 'Nothing but the test message is sent before Start.',
  postgres: tableReassurance,
  mysql: tableReassurance,
  hubspot: 'Nothing is written to HubSpot before Start, but for properties that you have made here.',
  rest: 'Nothing is written to the CRM before Start.',
};

interface WizardFrameProps {
  kind: ConnectorKind;
  /** Number of the step that a person is at, from 1. */
  current: number;
  /** Number of the last step that can be gone to; the current one unless given. */
  open?: number | undefined;
  /** Goes to another step, among those that can be gone to. */
  onStep?: ((step: number) => void) | undefined;
  /** Below what will happen. */
  aside?: ReactNode;
  children: ReactNode;
}

/** From an address to the first event: where a person is at the left, what will happen at the right. */
export function WizardFrame({ kind, current, open = current, onStep, aside, children }: WizardFrameProps) {
  const isDone = (number: number) => number < current && number < open;
  return (
    <div className="flex min-h-full flex-1 max-wide:flex-col">
      <nav aria-label="Steps" className="w-58 shrink-0 border-r bg-ground px-6 py-5 max-wide:hidden">
        <ol>
          {steps[kind].map(({ title, note }, index) => (
            <li
              key={title}
              aria-current={index + 1 === current ? 'step' : undefined}
              className="relative flex gap-3 pb-6 not-last:before:absolute not-last:before:top-7 not-last:before:bottom-1 not-last:before:left-3 not-last:before:w-px not-last:before:bg-line-2"
            >
              <StepMark
                state={isDone(index + 1) ? 'done' : 'waiting'}
                number={index + 1}
                isCurrent={index + 1 === current}
              />
              <span>
                <StepTitle
                  title={title}
                  onChoose={
                    onStep !== undefined && index + 1 <= open && index + 1 !== current
                      ? () => onStep(index + 1)
                      : undefined
                  }
                >
                  {isDone(index + 1) ? <span className="sr-only">, done</span> : null}
                </StepTitle>
                <span className="block text-small text-ink-2">{note}</span>
              </span>
            </li>
          ))}
        </ol>
        <p className="border-t pt-4 text-small text-ink-2">{reassurances[kind]}</p>
      </nav>
      <div className="min-w-0 flex-1 px-8 py-6 max-phone:px-3">{children}</div>
      <WhatHappens kind={kind}>{aside}</WhatHappens>
    </div>
  );
}

interface StepTitleProps {
  title: string;
  /** Absent for a step that cannot be gone to. */
  onChoose: (() => void) | undefined;
  children: ReactNode;
}

function StepTitle({ title, onChoose, children }: StepTitleProps) {
  if (onChoose === undefined) {
    return (
      <span className="block text-body font-medium">
        {title}
        {children}
      </span>
    );
  }
  return (
    <button
      type="button"
      onClick={onChoose}
      className="block rounded-chip text-left text-body font-medium quick hover:text-accent hover:underline"
    >
      {title}
      {children}
    </button>
  );
}

interface Promised {
  icon: LucideIcon;
  text: string;
}

const tablePromises: readonly Promised[] = [
  {
    icon: ListOrdered,
    text: 'A row that knows a newer event is left alone, whoever wrote it: changes come out right in any order.',
  },
  { icon: Columns3, text: 'Only the columns that you name are written. All others are yours.' },
  {
    icon: RotateCw,
    text: 'While the database is away everything waits. What a column does not take is named, and the others go on.',
  },
  { icon: Undo2, text: 'Pause stops it at any time. What changes meanwhile is written once for each user.' },
];

const promises: Record<ConnectorKind, readonly Promised[]> = {
  webhook: [
    { icon: ListOrdered, text: 'Events of one user are sent one after the other, in the order in which they arrived.' },
    {
      icon: ShieldCheck,
      text: 'Each request is signed as Standard Webhooks describes, so that the receiver can tell it is from here.',
    },
    {
      icon: RotateCw,
      text: 'What is not taken is tried again for two days. The webhook-id stays the same, so that a repetition can be told.',
    },
    { icon: Undo2, text: 'Pause stops it at any time. Events wait in the log, and nothing is lost.' },
  ],
  postgres: tablePromises,
  mysql: tablePromises,
  hubspot: [
    {
      icon: Link2,
      text: 'Each user is linked to one contact, by auth0_user_id first and by verified e-mail second.',
    },
    { icon: Pencil, text: 'Only the fields you map are written, and only when they differ.' },
    { icon: ShieldCheck, text: 'Two contacts for one person are never created. In doubt, a review asks you.' },
    { icon: Undo2, text: 'A deleted user’s contact is marked, not archived, unless you choose so.' },
  ],
  rest: [
    { icon: Link2, text: 'Each user is linked to one record, by the user id first and by verified e-mail second.' },
    { icon: Pencil, text: 'Only the fields you map are written, and only when they differ.' },
    {
      icon: RotateCw,
      text: 'While the CRM is away everything waits. What it refuses is named, and the others go on.',
    },
    { icon: Undo2, text: 'A deleted user’s record is marked, not removed, unless you choose so.' },
  ],
};

function WhatHappens({ kind, children }: { kind: ConnectorKind; children: ReactNode }) {
  return (
    <aside
      aria-label="What will happen"
      className="w-72 shrink-0 border-l bg-ground px-6 py-5 max-wide:w-full max-wide:border-t max-wide:border-l-0 max-phone:px-3"
    >
      <h2 className="text-heading">What will happen</h2>
      <ul className="mt-2 flex flex-col gap-4">
        {promises[kind].map(({ icon: Icon, text }) => (
          <li key={text} className="flex gap-3 text-body text-ink-2">
            <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-ink-3" />
            {text}
          </li>
        ))}
      </ul>
      {children}
    </aside>
  );
}
