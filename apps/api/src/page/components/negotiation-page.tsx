import type { NegotiationView } from '../view/negotiation.js';
import { Answer } from './answer.js';

/** All of a negotiation's page below the site's head. Rendered by the server, and again by the browser when the moment moves. */
export function NegotiationPage({ view }: { view: NegotiationView }) {
  return (
    <>
      <header class="title page">
        <h1>{view.title}</h1>
      </header>
      <Answer {...view.answer} />
    </>
  );
}
