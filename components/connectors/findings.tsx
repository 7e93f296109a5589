import { Check, TriangleAlert, X } from 'lucide-react';

import { OutsideText } from '@/components/ui/outside-text';
import { type CheckFinding } from '@/lib/connectors/check-finding';

const marks = {
  ok: { icon: Check, tone: 'text-ok', word: 'fine' },
  warn: { icon: TriangleAlert, tone: 'text-warn', word: 'warning' },
  bad: { icon: X, tone: 'text-bad', word: 'wrong' },
};

/** The mark of a finding. */
export function FindingMark({ tone, label }: { tone: CheckFinding['tone']; label?: string }) {
  const { icon: Icon, tone: color, word } = marks[tone];
  return <Icon aria-label={label ?? word} size={16} strokeWidth={1.75} className={`shrink-0 ${color}`} />;
}

/** What a check has found, one a line. */
export function Findings({ findings }: { findings: readonly CheckFinding[] }) {
  return (
    <ul aria-label="Findings" className="flex flex-col gap-1.5">
      {findings.map((finding) => (
        <li key={finding.text} className="flex gap-2 text-body">
          <span className="mt-0.5">
            <FindingMark tone={finding.tone} />
          </span>
          <OutsideText className="min-w-0 break-words">{finding.text}</OutsideText>
        </li>
      ))}
    </ul>
  );
}
