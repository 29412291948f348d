import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** All that a page without any work does: it is there, and its scrubber says where it stands. */
const SCRIPT = `const scrubber = document.querySelector('[data-scrubber]');
document.documentElement.classList.add('scripted');
scrubber.addEventListener('input', () => scrubber.setAttribute('aria-valuetext', scrubber.value + ' of ' + scrubber.max));
performance.mark('interactive');`;

/** The baseline of a page: a server of the same bytes, whose script does next to nothing. @param sheet where its style sheet is */
export async function startStill(html: string, style: string): Promise<{ url: string; close(): void }> {
  const files: Record<string, [string, string]> = { '/': ['text/html; charset=utf-8', html.replace(/\/assets\/page\.[^"]*\.js/, '/page.js').replace(/\/assets\/page\.[^"]*\.css/, '/page.css')], '/page.js': ['text/javascript', SCRIPT], '/page.css': ['text/css', style] };
  const server = createServer(({ url }, response) => {
    const [type, text] = files[url ?? ''] ?? ['text/plain', ''];
    response.setHeader('content-type', type).end(text);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => void server.close() };
}
