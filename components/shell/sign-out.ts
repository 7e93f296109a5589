import { paths } from '@/lib/paths';

/** Leaves by a form: the server accepts a sign-out only from our own pages, and browsers say so of every POST. */
export function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = paths.logout;
  document.body.append(form);
  form.submit();
}
