/** Marks an event stream that posts to this app. */
export function ThisApp() {
  return (
    <span className="inline-flex h-5 shrink-0 items-center rounded-chip bg-mute-tint px-1.5 text-small font-medium whitespace-nowrap text-ink-2">
      this app
    </span>
  );
}
