import { cn } from './cn';

/** First letters of the first and last word: "Mara Lindqvist" → "ML", "ada@okafor.example" → "A". */
function initialsOf(name: string): string {
  const words = (name.split('@')[0] ?? '').split(/[\s._-]+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  );
  return letters.join('').toUpperCase() || '?';
}

interface AvatarProps {
  name: string;
  /** In pixels: 20 in rows, 24 in the header and sheet, 48 on a detail page. */
  size?: number | undefined;
  className?: string | undefined;
}

/** Initials in a circle. No pictures: they would be loaded from addresses that came with an event. */
export function Avatar({ name, size = 24, className }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-flex shrink-0 items-center justify-center rounded-full bg-mute-tint font-semibold text-ink-2',
        size < 28 && 'tracking-tight [font-stretch:80%]',
        className,
      )}
      style={{ width: size, height: size, fontSize: Math.max(11, Math.round(size * 0.38)) }}
    >
      {initialsOf(name)}
    </span>
  );
}
