import { type ReactNode } from 'react';

interface NoMatchProps {
  /** "No events match these 3 filters". */
  title: string;
  /** The set filters themselves, removable. */
  filters?: ReactNode;
  /** What widening would give: "Without the time filter there are 2 such events." */
  hint?: ReactNode;
  /** Widen, clear. */
  actions?: ReactNode;
}

/** There are things, but the filters leave none: names the filters and offers a way out. */
export function NoMatch({ title, filters, hint, actions }: NoMatchProps) {
  return (
    <div className="px-6 py-6 max-phone:px-3">
      <h2 className="text-cause">{title}</h2>
      {filters === undefined ? null : <div className="mt-1.5 flex flex-wrap gap-2">{filters}</div>}
      {hint === undefined ? null : <p className="mt-2 text-body text-ink-2">{hint}</p>}
      {actions === undefined ? null : <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
