import { OutsideText } from '@/components/ui/outside-text';
import { SectionHead } from '@/components/ui/page-parts';
import { type EventStream } from '@/lib/streams/stream';
import { changesOf, type FieldChange } from '@/lib/streams/stream-changes-of';
import { type StreamFields } from '@/lib/streams/stream-form';

interface StreamDiffProps {
  opened: EventStream;
  fields: StreamFields;
}

/** What saving would change, line by line. */
export function StreamDiff({ opened, fields }: StreamDiffProps) {
  const changes = changesOf(opened, fields);
  return (
    <section aria-label="Before saving" className="px-5 pb-3">
      <SectionHead title="Before saving" />
      {changes.length === 0 ? (
        <p className="text-body text-ink-2">Nothing differs from Auth0.</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {changes.map((change) => (
            <Change key={change.field} change={change} />
          ))}
        </ul>
      )}
      <p className="mt-3 text-small text-ink-2">
        Where Terraform or the Deploy CLI manages this event stream, its next run takes a change back that is made here
        only.
      </p>
    </section>
  );
}

function Change({ change: { field, removed, added } }: { change: FieldChange }) {
  return (
    <li className="flex gap-3 border-b pb-2 text-body">
      <span className="w-28 shrink-0 font-medium">{field}</span>
      <span className="min-w-0 flex-1 text-mono">
        {removed.map((text) => (
          <del key={text} className="block [overflow-wrap:anywhere] text-bad">
            <OutsideText>{text}</OutsideText>
          </del>
        ))}
        {added.map((text) => (
          <ins key={text} className="block [overflow-wrap:anywhere] text-ok no-underline">
            <OutsideText>{text}</OutsideText>
          </ins>
        ))}
      </span>
    </li>
  );
}
