'use client';

import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';

import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { type DataProblem } from '@/lib/test-events/check-data';
import { formatCounted } from '@/lib/text/format';

interface TestPayloadProps {
  text: string;
  /** Differs from the sample, so it is sent in its place. */
  isChanged: boolean;
  problems: readonly DataProblem[];
  onChange: (text: string) => void;
  onReset: () => void;
}

/** The `data` of a test event, folded away until a person wants to change it. */
export function TestPayload({ text, isChanged, problems, onChange, onReset }: TestPayloadProps) {
  const [isOpen, setIsOpen] = useState(false);
  const bodyId = useId();
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className="mt-3">
      <div className="flex items-center gap-3">
        <TextButton aria-expanded={isOpen} aria-controls={bodyId} onClick={() => setIsOpen(!isOpen)}>
          <Arrow size={14} aria-hidden="true" className="mr-1" />
          Payload
        </TextButton>
        <span className="text-small text-ink-2">{isChanged ? 'your own' : 'Auth0’s sample of this type'}</span>
        {isChanged ? <TextButton onClick={onReset}>Back to the sample</TextButton> : null}
      </div>
      <div id={bodyId} hidden={!isOpen}>
        <Editor text={text} problems={problems} onChange={onChange} />
      </div>
      {!isOpen && problems.length > 0 ? (
        <p className="text-body text-bad">{`The payload has ${formatCounted(problems.length, 'problem')}.`}</p>
      ) : null}
    </div>
  );
}

function Editor({ text, problems, onChange }: Pick<TestPayloadProps, 'text' | 'problems' | 'onChange'>) {
  const [fieldId, problemsId] = [useId(), useId()];
  return (
    <div className="mt-1 max-w-[860px]">
      <label htmlFor={fieldId} className="text-small text-ink-2">
        Payload of the test, sent as <code className="text-mono">data</code>. Start with an event here, or write your
        own.
      </label>
      <textarea
        id={fieldId}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        rows={14}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problems.length > 0}
        aria-describedby={problemsId}
        className="mt-1 block w-full rounded-control border border-control bg-face px-3 py-2 text-mono text-ink aria-invalid:border-bad"
      />
      <ul id={problemsId} aria-label="Problems of the payload" aria-live="polite" className="mt-1 text-body text-bad">
        {problems.map(({ line, field, text: words }) => (
          <li key={`${line} ${field ?? ''}`}>
            {`Line ${line}: `}
            {field === null ? null : <OutsideText className="text-mono">{`data.${field} `}</OutsideText>}
            <OutsideText>{words}</OutsideText>
          </li>
        ))}
      </ul>
    </div>
  );
}
