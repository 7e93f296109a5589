/** The page's only script: sends what buttons say, and renews the live part every two seconds. */
export const script = `
const live = document.getElementById('live');
const status = document.getElementById('status');
async function renew() {
  const inUse = live.contains(document.activeElement) && document.activeElement.matches('input,select');
  if (inUse || document.hidden) return;
  const key = document.activeElement?.dataset?.key;
  const scrolled = [...live.querySelectorAll('.scroll')].map((box) => box.scrollTop);
  const answer = await fetch(location.pathname + '?part=live');
  if (!answer.ok) return;
  live.innerHTML = await answer.text();
  live.querySelectorAll('.scroll').forEach((box, index) => { box.scrollTop = scrolled[index] ?? 0; });
  if (key) [...live.querySelectorAll('[data-key]')].find((entry) => entry.dataset.key === key)?.focus();
}
async function send(source, body) {
  const { method = 'POST', path, goto } = source.dataset;
  const answer = await fetch(path, { method, headers: { 'content-type': 'application/json' }, body });
  const text = answer.ok ? '' : (await answer.json()).message;
  status.textContent = text;
  if (answer.ok && goto !== undefined) location.assign(goto);
  await renew();
}
document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-path]');
  if (button) void send(button, button.dataset.body ?? '{}');
});
document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const body = JSON.parse(form.dataset.body ?? '{}');
  for (const [name, text] of new FormData(form)) {
    if (text === '' && form.dataset.empty === undefined) continue;
    const path = name.split('.');
    const last = path.pop();
    const place = path.reduce((object, key) => (object[key] ??= {}), body);
    const numeric = form.elements[name]?.type === 'number';
    place[last] = numeric ? Number(text) : text.startsWith('{') ? JSON.parse(text) : text;
  }
  void send(form, JSON.stringify(body)).then(() => { if (form.dataset.keep === undefined) form.reset(); });
});
setInterval(() => renew().catch(() => { status.textContent = 'The simulator does not answer.'; }), 2000);
`;
