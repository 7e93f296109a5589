'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';

import { type ApiError } from '@/components/data/api';
import { OutsideText } from '@/components/ui/outside-text';

interface ChoiceProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: ReactNode;
}

/** Something to choose, with its name above and its explanation below. */
export function Choice({ label, hint, error, children }: ChoiceProps) {
  const [labelId, noteId] = [useId(), useId()];
  const note = error ?? hint;
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={note === undefined ? undefined : noteId}
      className="flex flex-col gap-1"
    >
      <span id={labelId} className="text-small text-ink-2">
        {label}
      </span>
      {children}
      {note === undefined ? null : (
        <p
          id={noteId}
          role={error === undefined ? undefined : 'alert'}
          className={error === undefined ? 'text-small text-ink-2' : 'text-small text-bad'}
        >
          {note}
        </p>
      )}
    </div>
  );
}

/** Leads to the field that is wrong: the button may be a screen away from it. The form is what the reference is for. */
export function useErrorInSight(problem: ApiError | null) {
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem === null) return;
    form.current?.querySelector('[role=alert]')?.scrollIntoView({ block: 'center' });
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus({ preventScroll: true });
  }, [problem]);
  return form;
}

/** What the API refused, where no field of the form is meant. */
export function FormProblem({ problem }: { problem: ApiError | null }) {
  if (problem === null) return null;
  return (
    <p role="alert" className="text-body text-bad">
      <OutsideText>{[problem.words, problem.requestId].filter(Boolean).join(' ')}</OutsideText>
    </p>
  );
}
