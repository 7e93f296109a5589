import { type ReactNode } from 'react';

import { cn } from '../ui/cn';
import { HeaderBar, type PathStep } from './header-bar';
import { JobsLine } from './job-indicator';

interface ScreenProps {
  /** The page's h1: its name, or the name of the thing after `path`. */
  title: string;
  path?: readonly PathStep[] | undefined;
  /** Sets the title in the monospace face, for ids. */
  mono?: boolean | undefined;
  /** The screen scrolls inside (a list below fixed heads); on the phone the whole screen scrolls. */
  fill?: boolean | undefined;
  children: ReactNode;
}

/** One screen: header bar and main region. Every page renders exactly one. */
export function Screen({ title, path, mono, fill = false, children }: ScreenProps) {
  return (
    <>
      <HeaderBar title={title} path={path} mono={mono} />
      <JobsLine />
      <main
        id="main"
        tabIndex={-1}
        className={cn(
          'relative min-h-0 flex-1 overflow-x-clip outline-none',
          fill ? 'flex flex-col overflow-y-hidden max-phone:block max-phone:overflow-y-auto' : 'overflow-y-auto',
        )}
      >
        {children}
      </main>
    </>
  );
}
