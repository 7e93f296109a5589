/**
 * Text as every database can hold it in a column: lone surrogates and NUL become U+FFFD (SQLite would replace the former
 * silently, PostgreSQL refuses the latter). Cut to `max` UTF-16 units where given. The raw body keeps the original.
 */
export function plainText(text: string, max = Number.POSITIVE_INFINITY): string {
  const kept = text.length > max ? text.slice(0, max) : text;
  const whole = kept.isWellFormed() ? kept : kept.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole;
}
