import { cn } from './cn';

interface CodeViewProps {
  code: string;
  /** Names the region: "Code of the Action". */
  label: string;
  className?: string | undefined;
}

/**
 * A file of code with the numbers of its lines. Long lines wrap, and the numbers are no part of what is selected. A file that
 * is longer than the view scrolls in it, by keys too.
 */
export function CodeView({ code, label, className }: CodeViewProps) {
  return (
    <div
      role="region"
      aria-label={label}
      // A region that scrolls has to be reached by keys (axe: scrollable-region-focusable).
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={cn('overflow-y-auto rounded-chip border bg-sunk py-2 focus-row', className)}
    >
      <pre className="text-mono [overflow-wrap:anywhere] whitespace-pre-wrap text-ink [counter-reset:line]">
        <code>
          {code.split('\n').map((line, index) => (
            <span
              key={index}
              className={cn(
                'relative block min-h-5 pr-3 pl-12 [counter-increment:line]',
                'before:absolute before:left-0 before:w-9 before:text-right before:text-ink-3 before:content-[counter(line)] before:select-none',
                line.trimStart().startsWith('//') && 'text-ink-2',
              )}
            >
              {line}
              {'\n'}
            </span>
          ))}
        </code>
      </pre>
    </div>
  );
}
