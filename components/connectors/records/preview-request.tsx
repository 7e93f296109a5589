'use client';

import { CodeBox } from '@/components/ui/code-box';
import { OutsideText } from '@/components/ui/outside-text';
import { TextLink } from '@/components/ui/text-link';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type RecordConfig } from '@/lib/connectors/record-kinds';
import { leftText, matchText, requestOf } from '@/lib/connectors/preview-words';
import { type PreviewRow } from '@/lib/connectors/records/record-preview';
import { transformsText } from '@/lib/connectors/records/transform-text';
import { recordNoun } from '@/lib/connectors/review-words';
import { paths } from '@/lib/paths';

interface PreviewRequestProps {
  connector: ConnectorAnswer;
  config: RecordConfig;
  row: PreviewRow;
}

function requestText(config: RecordConfig, write: PreviewRow['writes'][number], recordId: string | null): string {
  const { method, path, body } = requestOf(config, write, recordId);
  const head = `${method} ${path}`;
  return body === undefined ? head : `${head}\n${JSON.stringify(body, null, 2)}`;
}

/** What would be done for one user: how the record was found, each request, each field that is sent or not. */
export function PreviewRequest({ connector: { recordPage }, config, row }: PreviewRequestProps) {
  const { recordId, userId, writes, left, text } = row;
  const sent = Object.entries(Object.assign({}, ...writes.map(({ values }) => values)) as Record<string, string>);
  return (
    <section aria-label="Request" className="px-5 py-4 max-phone:px-3">
      <p className="flex flex-wrap gap-x-3 text-small text-ink-2">
        <span>{matchText(row, config)}</span>
        {recordId === null || recordPage === null ? null : (
          <TextLink href={recordPage + encodeURIComponent(recordId)} external target="_blank" rel="noreferrer">
            {`Open the ${recordNoun(config.kind).toLowerCase()}`}
          </TextLink>
        )}
        <TextLink href={paths.user(userId)} prefetch={false}>
          Open the user
        </TextLink>
      </p>
      {text === null ? null : (
        <p className="mt-2 text-body break-words">
          <OutsideText>{text}</OutsideText>
        </p>
      )}
      {writes.map((write, index) => (
        <CodeBox key={index} code={requestText(config, write, recordId)} what="request" className="mt-2" />
      ))}
      {sent.length === 0 && left.length === 0 ? null : (
        <dl aria-label="Fields" className="mt-3 border-t">
          {sent.map(([target, value]) => (
            <Field key={target} target={target} isSent>
              <span className="text-ink-3">{pathOf(config, target)}</span>
              {value === '' ? 'cleared' : <code className="text-mono">{value}</code>}
            </Field>
          ))}
          {left.map(({ target, reason }) => (
            <Field key={target} target={target}>
              {leftText(reason, config)}
            </Field>
          ))}
        </dl>
      )}
    </section>
  );
}

/** Where a value comes from: `email → lower → `; nothing for what is set by a policy. */
function pathOf({ mapping }: RecordConfig, target: string): string {
  const found = mapping.find((row) => row.target === target);
  if (found === undefined) return '';
  return [found.source, transformsText(found.transforms), '']
    .filter((part, index) => part !== '' || index === 2)
    .join(' → ');
}

interface FieldProps {
  target: string;
  isSent?: boolean;
  children: React.ReactNode;
}

function Field({ target, isSent = false, children }: FieldProps) {
  return (
    <div className="flex min-h-7 items-start gap-3 border-b py-1 text-small">
      <dt className={isSent ? 'w-36 shrink-0 font-medium break-words' : 'w-36 shrink-0 break-words text-ink-3'}>
        <OutsideText>{target}</OutsideText>
      </dt>
      <dd className={isSent ? 'min-w-0 flex-1 break-words' : 'min-w-0 flex-1 text-right text-ink-3'}>{children}</dd>
    </div>
  );
}
