import type { Tenant } from '../world/tenant.ts';
import type { TenantUser } from '../tenant/tenant-user.ts';
import { button } from './button.ts';
import { html, type Markup } from './html.ts';

const SHOWN = 60;

function linkButtons(user: TenantUser, press: (text: string, body: object) => Markup): Markup | undefined {
  const second = user.identities[1];
  if (!second) return press('Link Google', { do: 'link' });
  return press('Unlink', { do: 'unlink', secondary: `${second.provider}|${String(second.user_id)}` });
}

function userRow(user: TenantUser): Markup {
  const name = user.name ?? user.user_id;
  const press = (text: string, body: object) =>
    button(text, { path: '/__sim/users', body: { user_id: user.user_id, ...body }, label: `${text}: ${name}` });
  const plan = user.app_metadata?.plan === 'team' ? 'business' : 'team';
  const ids = user.identities.map((identity) => `${identity.provider}|${String(identity.user_id)}`).join(' + ');
  return html`<tr>
    <td class="whole">
      ${name} ${user.blocked === true && html`<span class="warn">blocked</span>`}
      <span class="muted">${user.email}</span><br /><span class="mono muted">${ids}</span>
    </td>
    <td class="whole">
      <div class="row">
        ${press('Sign in', { do: 'login' })}
        ${press(`Plan ${plan}`, { do: 'update', patch: { app_metadata: { plan } } })}
        ${press(user.blocked === true ? 'Unblock' : 'Block', { do: 'update', patch: { blocked: user.blocked !== true } })}
        ${linkButtons(user, press)} ${press('Delete', { do: 'delete' })}
      </div>
    </td>
  </tr>`;
}

/** The newest users, with what can happen to each. */
export function usersSection(tenant: Tenant): Markup {
  const newest = tenant.users.list().slice(-SHOWN).reverse();
  return html`<section>
    <h2>Users <span class="muted">${tenant.users.size}</span></h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Users">
      <table class="stack">
        <tbody>
          ${newest.map(userRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}
