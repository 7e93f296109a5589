import { html, trusted } from '../page/html.ts';
import { style } from '../page/style.ts';
import { people } from './people.ts';

/** The sign-in page: one button a person, no password. */
export function loginPage(action: string): string {
  const buttons = people.map((person) => {
    const label = `Sign in as ${person.name} (${person.note})`;
    return html`<button name="person" value="${person.sub}" aria-label="${label}">
      <span>${label}</span><span class="muted mono">${person.email}</span>
    </button>`;
  });
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Sign in · simulated Auth0 tenant</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <main class="door">
          <h1>Sign in</h1>
          <p>This is the simulated Auth0 tenant on this machine. Choose who you are; there are no passwords.</p>
          <form method="post" action="${action}" class="people">${buttons}</form>
        </main>
      </body>
    </html>`.markup;
}

export function expiredPage(): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Sign-in expired</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <main class="door">
          <h1>This sign-in has expired</h1>
          <p>Go back to the application and sign in again.</p>
        </main>
      </body>
    </html>`.markup;
}
