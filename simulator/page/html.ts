const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** HTML that is known to be safe: made by `html` alone. */
export interface Markup {
  readonly markup: string;
}

type Piece = Markup | string | number | undefined | false | readonly Markup[];

function render(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'object') return 'markup' in piece ? piece.markup : piece.map(render).join('');
  return escapeHtml(String(piece));
}

/** A template tag that escapes every value which is not markup already. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { markup: parts.map((part, index) => part + render(pieces[index])).join('') };
}

/** Text of our own (a style sheet, a script) that must stay as it is. */
export const trusted = (markup: string): Markup => ({ markup });
