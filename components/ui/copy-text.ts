/**
 * Puts text on the clipboard; false when the browser does not allow it. Browsers offer their clipboard to https and localhost
 * only: over plain http the older way, copying a selection, is left.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelection(text);
  }
}

/** The selection makes the browser copy; what is copied is the text itself, with its line ends as they are. */
function copySelection(text: string): boolean {
  const selection = document.getSelection();
  if (selection === null) return false;
  const before = Array.from({ length: selection.rangeCount }, (_, index) => selection.getRangeAt(index));
  const holder = document.createElement('span');
  holder.textContent = '.';
  holder.className = 'sr-only select-text';
  let isCopied = false;
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    event.clipboardData?.setData('text/plain', text);
    isCopied = event.clipboardData !== null;
  };
  document.body.append(holder);
  document.addEventListener('copy', onCopy, { capture: true });
  selection.removeAllRanges();
  const range = document.createRange();
  range.selectNodeContents(holder);
  selection.addRange(range);
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way over plain http
    return document.execCommand('copy') && isCopied;
  } finally {
    document.removeEventListener('copy', onCopy, { capture: true });
    holder.remove();
    selection.removeAllRanges();
    for (const old of before) selection.addRange(old);
  }
}
