import { hydrate } from 'preact';
import { NegotiationPage } from '../components/negotiation-page.js';
import type { NegotiationView } from '../view/negotiation.js';

/** What runs in the browser. Nothing of it is needed to read a page: it only adds to what the server sent. */
document.documentElement.classList.add('scripted');

const main = document.querySelector<HTMLElement>('main[data-view]');
const address = main?.dataset['view'];
if (main !== null && address !== undefined) {
  const view = (await (await fetch(address)).json()) as NegotiationView;
  hydrate(<NegotiationPage view={view} />, main);
}
