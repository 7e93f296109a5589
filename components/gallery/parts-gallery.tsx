'use client';

import { specimens } from './specimens';

/** As the page is, and dark; a light part inside a dark page is not possible. */
const themes = [undefined, 'dark'] as const;

/** All parts, in the theme of the page and dark beside it: to look at, and to compare pictures of. */
export function PartsGallery() {
  return (
    <main className="grid gap-8 p-6 max-phone:p-3">
      <h1 className="text-sentence">Parts</h1>
      {Object.entries(specimens).map(([file, specimen]) => (
        <section key={file} aria-label={file} className="grid gap-2">
          <h2 className="text-small text-ink-2">
            <code>{`components/${file}.tsx`}</code>
          </h2>
          <div className="grid grid-cols-2 gap-4 max-rail:grid-cols-1">
            {themes.map((theme) => (
              <div
                key={theme ?? 'page'}
                data-theme={theme}
                className="rounded-card relative flex flex-wrap items-start gap-3 border bg-face p-4 text-ink"
              >
                {specimen}
              </div>
            ))}
          </div>
        </section>
      ))}
    </main>
  );
}
