import { addressesOf, allProperties, type Contact } from '../hubspot/contact.ts';
import type { Portal } from '../hubspot/portal.ts';
import { button } from './button.ts';
import { html, type Markup } from './html.ts';

const SHOWN = 100;

export const contactName = ({ id, values }: Contact): string =>
  [values.firstname, values.lastname].filter(Boolean).join(' ') || (values.email ?? `Contact ${id}`);

/** What the account's own properties say of a contact: those that some client has made. */
const ownValues = (portal: Portal, { values }: Contact): [name: string, value: string][] =>
  Object.entries(values).filter(([name]) => portal.properties.get(name)?.hubspotDefined === false);

function contactRow(portal: Portal, contact: Contact): Markup {
  const { id, values, merged, archivedAtMs, updatedAtMs } = contact;
  const name = contactName(contact);
  const act = (text: string, act: string) =>
    button(text, { path: `/__sim/hubspot/contacts/${id}/${act}`, label: `${text}: ${name}` });
  const isLive = archivedAtMs === undefined;
  return html`<tr>
    <td class="mono tight">${id}</td>
    <td class="whole">
      ${name} ${!isLive && html`<span class="warn">archived</span>`}
      <span class="muted">${addressesOf(contact).join(' · ')}</span><br />
      <span class="mono muted"
        >${ownValues(portal, contact).map(([property, value]) => html`${property}=${value} `)}
        ${merged.length > 0 && `merged ${merged.map((entry) => entry.id).join(', ')}`}</span
      >
    </td>
    <td>${values.company} <span class="muted">${values.lifecyclestage}</span></td>
    <td class="mono muted tight">${new Date(updatedAtMs).toISOString().slice(11, 19)}</td>
    <td class="tight">
      <div class="row">
        ${
          isLive
            ? html`<a href="/hubspot?contact=${id}" aria-label="Edit: ${name}">Edit</a> ${act('Archive', 'archive')}`
            : html`${act('Restore', 'restore')} ${act('Delete for good', 'erase')}`
        }
      </div>
    </td>
  </tr>`;
}

/** The contacts, last changed first. */
export function contactsSection(portal: Portal): Markup {
  const all = portal.contacts.list();
  const newest = all.toSorted((a, b) => b.updatedAtMs - a.updatedAtMs).slice(0, SHOWN);
  return html`<section>
    <h2>Contacts <span class="muted">${all.length}</span></h2>
    <div class="scroll tall" tabindex="0" role="region" aria-label="Contacts">
      ${
        all.length === 0
          ? html`<p class="muted">None yet. A connector creates them here, or you do above.</p>`
          : html`<table class="stack">
              <thead>
                <tr>
                  <th>Id</th>
                  <th>Who</th>
                  <th>Company, stage</th>
                  <th>Changed (UTC)</th>
                  <th>Do</th>
                </tr>
              </thead>
              <tbody>
                ${newest.map((contact) => contactRow(portal, contact))}
              </tbody>
            </table>`
      }
    </div>
  </section>`;
}

const EDITED = ['email', 'firstname', 'lastname', 'phone', 'company', 'jobtitle'];

function field(portal: Portal, contact: Contact, name: string): Markup {
  const property = portal.properties.get(name);
  const value = contact.values[name] ?? '';
  const options = property?.options ?? [];
  const label = property?.label ?? name;
  if (options.length === 0) {
    return html`<label>${label} <input name="properties.${name}" value="${value}" /></label>`;
  }
  const choices = [{ label: '', value: '' }, ...options].map(
    (option) =>
      html`<option value="${option.value}" ${option.value === value && html`selected`}>${option.label}</option>`,
  );
  return html`<label
    >${label}
    <select name="properties.${name}">
      ${choices}
    </select></label
  >`;
}

/** One contact, to be edited, merged or broken by hand; nothing when there is none of this id. */
export function contactSection(portal: Portal, id: string): Markup | undefined {
  const contact = portal.contacts.get(id);
  if (!contact || contact.archivedAtMs !== undefined) return undefined;
  const own = portal.properties.list().filter((property) => !property.hubspotDefined);
  const path = `/__sim/hubspot/contacts/${contact.id}`;
  const told = Object.entries(allProperties(contact)).toSorted(([a], [b]) => a.localeCompare(b));
  const act = (text: string, name: string) => button(text, { path: `${path}/${name}`, goto: '/hubspot' });
  return html`<section aria-label="Contact ${contact.id}">
    <h2>Contact ${contact.id} <span class="muted">${contactName(contact)}</span></h2>
    <form
      class="fields"
      data-path="${path}"
      data-method="PATCH"
      data-keep
      data-empty
      data-goto="/hubspot?contact=${contact.id}"
    >
      ${[...EDITED, 'lifecyclestage', ...own.map(({ name }) => name)].map((name) => field(portal, contact, name))}
      <label
        >Additional addresses <input name="additionalEmails" value="${contact.additionalEmails.join(';')}"
      /></label>
      <button class="primary">Save as a person would</button>
    </form>
    <form
      class="row"
      data-path="/__sim/hubspot/merge"
      data-goto="/hubspot"
      data-body="${JSON.stringify({ primary: contact.id })}"
    >
      <input name="other" inputmode="numeric" aria-label="Id of the other contact" placeholder="id" required />
      <button>Merge that one into this one</button>
      ${act('Archive', 'archive')} ${act('Delete for good', 'erase')} <a href="/hubspot">Close</a>
    </form>
    <details>
      <summary>Everything it holds</summary>
      <dl>
        ${told.map(
          ([name, value]) =>
            html`<dt class="mono">${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
    </details>
  </section>`;
}
