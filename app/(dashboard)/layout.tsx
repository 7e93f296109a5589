import { type ReactNode } from 'react';
import { AppShell } from '@/components/shell/app-shell';
import { currentPerson } from '@/lib/server/http/access';
import { navAnswer } from '@/lib/server/overview/nav-answer';

/**
 * The frame around every screen. It locks nothing: each page decides, and a person without a role gets the page's
 * own refusal, bare of any frame or figure.
 */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const person = await currentPerson();
  if (!person?.role) return children;
  const { name, email, role } = person;
  return (
    <AppShell person={{ name, email, role }} nav={await navAnswer()}>
      {children}
    </AppShell>
  );
}
