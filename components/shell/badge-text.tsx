/** Text of a badge in the navigation; a dash is read out as "not known". */
export function BadgeText({ badge: { text, isUnknown } }: { badge: { text: string; isUnknown: boolean } }) {
  if (!isUnknown) return text;
  return (
    <span title="not known">
      <span aria-hidden="true">{text}</span>
      <span className="sr-only">not known</span>
    </span>
  );
}
