import { CheckCheck, CircleHelp, X } from 'lucide-react';

import { ButtonLink } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { TextLink } from '@/components/ui/text-link';
import { type ExplainAnswer } from '@/lib/deliveries/explain-answer';

import { CauseMark } from './cause-icon';

/** The cause as a sentence, how sure it is, what belongs to it and the one thing to do. */
export function ExplanationWords({ answer }: { answer: ExplainAnswer }) {
  const { title, headline, paragraph, action, evidence } = answer;
  return (
    <section aria-label="Cause" className="border-b px-5 py-4 max-phone:px-3">
      <div className="flex items-start justify-between gap-3">
        <span className="flex min-w-0 items-start gap-2 text-body text-bad">
          <CauseMark cause={answer.cause} />
          <span className="min-w-0 pt-0.5 break-words">
            <OutsideText>{title}</OutsideText>
          </span>
        </span>
        <Confidence answer={answer} />
      </div>
      <h3 className="mt-1 text-sentence">{headline}</h3>
      {paragraph === '' ? null : (
        <p className="mt-1 text-body text-ink-2">
          <OutsideText>{paragraph}</OutsideText>
        </p>
      )}
      <p className="mt-2 text-body">{action.text}</p>
      {action.href === null ? null : (
        <ButtonLink variant="primary" href={action.href} className="mt-2">
          {action.label}
        </ButtonLink>
      )}
      {evidence.length === 0 ? null : (
        <ul aria-label="Evidence" className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-small text-ink-2">
          {evidence.map(({ text, href }) => (
            <li key={text}>
              {href === null ? (
                text
              ) : (
                <TextLink href={href}>
                  <OutsideText>{text}</OutsideText>
                </TextLink>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Confidence({ answer: { confidence } }: { answer: ExplainAnswer }) {
  const isSure = confidence === 'certain';
  const Icon = isSure ? CheckCheck : CircleHelp;
  const meaning = isSure
    ? 'Our own records prove it.'
    : 'Read from Auth0’s words: our own records neither prove nor exclude it.';
  return (
    <span title={meaning} className="flex shrink-0 items-center gap-1.5 pt-0.5 text-body text-ink-2">
      <Icon aria-hidden="true" size={14} strokeWidth={2.1} className={isSure ? 'text-ok' : 'text-ink-3'} />
      {confidence}
    </span>
  );
}

/** What it was not, and how that is known. */
export function RuledOut({ answer: { ruledOut } }: { answer: ExplainAnswer }) {
  if (ruledOut.length === 0) return null;
  return (
    <section aria-label="Ruled out" className="px-5 py-4 max-phone:px-3">
      <h3 className="text-heading">Ruled out</h3>
      <ul className="mt-1">
        {ruledOut.map(({ what, why }) => (
          <li key={what} className="flex min-h-6 items-start gap-2.5 text-body">
            <X aria-hidden="true" size={12} strokeWidth={2.1} className="mt-1 shrink-0 text-ink-3" />
            <span>
              <span className="font-medium">{what}</span> <span className="ml-1.5 text-small text-ink-2">{why}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
