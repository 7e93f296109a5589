import { type ReactNode } from 'react';
import { Brand } from './brand';

/** The narrow column shown before a person is let in: sign-in and "no access". */
export function Door({ title, tenant, children }: { title: string; tenant: string; children: ReactNode }) {
  return (
    <main id="main" className="flex min-h-dvh items-center justify-center bg-ground p-3">
      <div className="flex w-full max-w-[360px] flex-col gap-4">
        <Brand />
        <h1 className="text-sentence">{title}</h1>
        {children}
        <p className="text-small text-ink-3">{tenant.replace(/^https?:\/\//, '')}</p>
      </div>
    </main>
  );
}
