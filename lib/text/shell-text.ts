/** A text in single quotes, as a POSIX shell reads it: nothing in it means anything but itself. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
