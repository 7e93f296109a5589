import { cn } from './cn';

interface SkeletonProps {
  /** CSS width, varied from line to line. */
  width?: number | string | undefined;
  className?: string | undefined;
}

/** A 10 px bar where text will be. Appears only when loading takes longer than 200 ms. */
export function Skeleton({ width = '100%', className }: SkeletonProps) {
  return (
    <span
      aria-hidden="true"
      className={cn('inline-block h-2.5 max-w-full skeleton align-middle', className)}
      style={{ width }}
    />
  );
}

/** Lines of text to come; each line box keeps the height of real text. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string | undefined }) {
  const widths = ['92%', '78%', '85%', '64%'];
  return (
    <div aria-hidden="true" className={className}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="flex h-5 items-center">
          <Skeleton width={widths[index % widths.length]} />
        </div>
      ))}
    </div>
  );
}
