'use client';

import { createContext, type ReactNode, use } from 'react';

/** The signed-in person. */
export interface ShellPerson {
  name: string | null;
  email: string | null;
  role: 'viewer' | 'operator' | 'admin';
}

const PersonContext = createContext<ShellPerson | null>(null);

export function PersonProvider({ person, children }: { person: ShellPerson; children: ReactNode }) {
  return <PersonContext value={person}>{children}</PersonContext>;
}

/** Null outside the frame, before sign-in. */
export function usePerson(): ShellPerson | null {
  return use(PersonContext);
}
