'use client';

import { createContext, type ReactNode, use } from 'react';

import { cn } from './cn';
import { OutsideText } from './outside-text';

interface DefinitionListProps {
  children: ReactNode;
  /** 1 px lines between, for values of many lines. */
  ruled?: boolean | undefined;
  className?: string | undefined;
}

const Ruled = createContext(false);

/** Names at the left, values beside them: request facts, profile fields. */
export function DefinitionList({ children, ruled = false, className }: DefinitionListProps) {
  return (
    <Ruled value={ruled}>
      <dl className={className}>{children}</dl>
    </Ruled>
  );
}

interface DefProps {
  label: string;
  mono?: boolean | undefined;
  children: ReactNode;
}

export function Def({ label, mono = false, children }: DefProps) {
  const ruled = use(Ruled);
  return (
    <div className={cn('flex gap-4', ruled ? 'border-b py-1' : 'min-h-6 items-start py-0.5')}>
      <dt className="w-[104px] shrink-0 text-body break-words text-ink-2">
        <OutsideText>{label}</OutsideText>
      </dt>
      <dd className={cn('min-w-0 flex-1 break-words', mono ? 'text-mono break-all' : 'text-body')}>{children}</dd>
    </div>
  );
}
