import { html, type Markup } from './html.ts';

interface Press {
  path: string;
  body?: object;
  method?: string;
  /** Accessible name, when the text alone would not tell which row is meant. */
  label?: string;
  /** For switches: whether what the button stands for is in force. */
  pressed?: boolean;
  /** Where the page goes once it is done. */
  goto?: string;
}

/** A button that sends one JSON request. */
export function button(text: string, { path, body = {}, method = 'POST', label = text, pressed, goto }: Press): Markup {
  return html`<button
    type="button"
    data-path="${path}"
    data-method="${method}"
    data-body="${JSON.stringify(body)}"
    data-key="${label}"
    aria-label="${label}"
    ${goto !== undefined && html`data-goto="${goto}"`}
    ${pressed !== undefined && html`aria-pressed="${String(pressed)}"`}
  >
    ${text}
  </button>`;
}

/** A row of buttons of which one is in force. */
export function choice(name: string, buttons: readonly Markup[]): Markup {
  return html`<div class="row" role="group" aria-label="${name}"><span class="muted">${name}</span>${buttons}</div>`;
}
