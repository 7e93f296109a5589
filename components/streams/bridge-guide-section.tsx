'use client';

import { useState } from 'react';

import { CodeBox } from '@/components/ui/code-box';
import { SectionHead } from '@/components/ui/page-parts';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { bridgeGuide, type BridgeGuide } from '@/lib/streams/eventbridge-guide/guide';
import { type StreamDetailAnswer } from '@/lib/streams/stream-view';

/** How the events of an event stream to EventBridge come here as well; nothing for other destinations. */
export function BridgeGuideSection({ answer }: { answer: StreamDetailAnswer }) {
  const guide = bridgeGuide(answer.stream, { webhookUrl: answer.webhookUrl, header: answer.webhookHeader });
  return guide === null ? null : <Guide guide={guide} />;
}

function Guide({ guide: { obstacle, target, texts } }: { guide: BridgeGuide }) {
  const [shown, setShown] = useState(texts[0]?.id ?? 'cli');
  const text = texts.find(({ id }) => id === shown);
  return (
    <section aria-label="From EventBridge to this app" className="mt-6">
      <SectionHead title="From EventBridge to this app" note="by an API destination" />
      <p className="max-w-[640px] text-body text-ink-2">
        Auth0 hands its events to a partner event source in your AWS account. A bus of the same name takes them, and a
        rule posts each to this app with the header <code className="text-mono">{target.header}</code>. They arrive in
        the envelope of AWS, which is taken off here.
      </p>
      {obstacle === null ? null : <p className="mt-2 max-w-[640px] text-body text-warn">{obstacle}</p>}
      <SegmentedControl
        className="mt-3 mb-2"
        label="Written for"
        value={shown}
        onValueChange={setShown}
        options={texts.map(({ id, label }) => ({ value: id, label }))}
      />
      {text === undefined ? null : <CodeBox code={text.text} what={`${text.label} text`} />}
    </section>
  );
}
