import { type ReactNode } from 'react';

/** A step of the set-up. */
export function SetupPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-t py-4">
      <h2 className="mb-1 text-cause">{title}</h2>
      {children}
    </section>
  );
}
