'use client';

import { Download } from 'lucide-react';
import { useMemo } from 'react';
import { type EventView } from '@/lib/story/event-view';
import { formatBytes } from '@/lib/text/format';
import { type JsonValue } from '@/lib/json/json';
import { parseJson } from '@/lib/json/parse-json';
import { ButtonLink } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { JsonView } from '../ui/json-view';
import { OutsideText } from '../ui/outside-text';
import { SectionHead } from '../ui/page-parts';
import { bodyBytes, bodyHref } from './event-body';

/** The body as it was first received: as a tree, to copy, to download. */
export function EventPayload({ view }: { view: EventView }) {
  const bytes = bodyBytes(view);
  return (
    <section aria-label="Payload">
      <SectionHead
        title="Payload"
        note={bytes === null ? 'as first received' : `${formatBytes(bytes)}, as first received`}
        aside={
          <>
            {view.bodyCut ? null : <CopyButton value={view.body} what="payload" text="Copy" />}
            <ButtonLink external icon={Download} href={bodyHref(view.id)} download="">
              Download raw
            </ButtonLink>
          </>
        }
      />
      <div className="mt-1 overflow-x-auto rounded-chip border bg-sunk px-4 py-2">
        <Body view={view} />
      </div>
    </section>
  );
}

function Body({ view: { body, bodyCut } }: { view: EventView }) {
  const value = useMemo(() => (bodyCut ? null : parse(body)), [body, bodyCut]);
  if (value !== null) return <JsonView value={value} label="Payload" />;
  return (
    <>
      {bodyCut ? (
        <p className="pb-2 text-small text-ink-2">Only the beginning is shown. Download it to see all.</p>
      ) : null}
      <pre className="text-mono [overflow-wrap:anywhere] whitespace-pre-wrap">
        <OutsideText>{body}</OutsideText>
      </pre>
    </>
  );
}

function parse(body: string): JsonValue {
  try {
    return parseJson(body);
  } catch {
    return null;
  }
}
