import type { Api, Reply } from './api.js';

/** Sends a form as the server's own pages do. A header that is undefined is left out. */
export function sendForm(api: Api, path: string, fields: Record<string, string>, headers: Record<string, string | undefined> = {}): Promise<Reply> {
  const all = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost', host: 'localhost', accept: 'text/html', ...headers };
  const given = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined);
  return api.send('POST', path, Object.fromEntries(given), new URLSearchParams(fields).toString());
}

/** Signs in, and gives the Cookie header to come back with. */
export async function signIn(api: Api, token: string): Promise<string> {
  return cookieOf((await sendForm(api, '/sign-in', { token })).headers);
}

export function cookieOf(headers: Record<string, string>): string {
  return (headers['set-cookie'] ?? '').split(';')[0] ?? '';
}

/** The token of the session that stands in a page's form. */
export function formTokenIn(html: string): string {
  return hiddenIn(html, 'form');
}

export function hiddenIn(html: string, name: string): string {
  return new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
}
