import { type ReactNode } from 'react';

/** A part of the column beside the set-up. */
export function AsidePart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-5 border-t pt-5">
      <h2 className="mb-1 text-heading">{title}</h2>
      {children}
    </section>
  );
}
