import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// Our type styles are font sizes to tailwind-merge, or it would take `text-body` for a colour and drop it beside `text-ink`.
const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      'font-size': [
        {
          text: ['reading', 'sentence', 'subject', 'title', 'cause', 'heading', 'body', 'small', 'mono', 'axis'],
        },
      ],
      rounded: [{ rounded: ['chip', 'control', 'pill'] }],
    },
  },
});

/** Joins class names; of two that set the same thing the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
