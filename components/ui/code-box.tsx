import { cn } from './cn';
import { CopyButton } from './copy-button';

interface CodeBoxProps {
  code: string;
  /** Names it for the copy button: "command". */
  what: string;
  className?: string | undefined;
}

/** Text to be copied as it stands: a command, a body. Long lines wrap: a box to scroll sideways is a trap for the keyboard. */
export function CodeBox({ code, what, className }: CodeBoxProps) {
  return (
    <div className={cn('relative rounded-chip border bg-sunk', className)}>
      <pre className="py-2 pr-10 pl-3 text-mono [overflow-wrap:anywhere] whitespace-pre-wrap text-ink">
        <code>{code}</code>
      </pre>
      <CopyButton value={code} what={what} className="absolute top-1.5 right-1.5 bg-sunk" />
    </div>
  );
}
