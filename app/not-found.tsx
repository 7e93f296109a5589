import { type Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/paths';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main id="main" className="flex min-h-dvh flex-col items-start justify-center gap-3 p-6">
      <h1 className="text-sentence">There is no such page</h1>
      <p className="text-body text-ink-2">The address may be mistyped, or the screen has moved.</p>
      <ButtonLink href={paths.overview}>Go to the overview</ButtonLink>
    </main>
  );
}
