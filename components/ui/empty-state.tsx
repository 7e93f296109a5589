import { type ReactNode } from 'react';

import { CodeBox } from './code-box';
import { EmptyScale } from './needle';

interface EmptyStateProps {
  /** What is awaited: "Waiting for the first event". */
  title: string;
  body?: ReactNode;
  /** What to paste into a shell to see something happen. */
  command?: { code: string; what: string } | undefined;
  /** Buttons, the primary one first. */
  actions?: ReactNode;
}

/** Nothing has happened yet: what is awaited, the command, the act. */
export function EmptyState({ title, body, command, actions }: EmptyStateProps) {
  return (
    <div className="px-6 py-6 max-phone:px-3">
      <div className="flex items-center gap-3">
        <EmptyScale />
        <h2 className="text-cause">{title}</h2>
      </div>
      {body === undefined ? null : <p className="mt-2 max-w-[640px] text-body text-ink-2">{body}</p>}
      {command ? <CodeBox code={command.code} what={command.what} className="mt-2" /> : null}
      {actions === undefined ? null : <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
