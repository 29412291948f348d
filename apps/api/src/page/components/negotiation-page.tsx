import type { NegotiationView } from '../view/negotiation.js';
import { Answer } from './answer.js';
import { MomentBar, type Player } from './moment-bar.js';
import { Record } from './record.js';

/** All of a negotiation's page below the site's head. Rendered by the server, and again by the browser when the moment moves. */
export function NegotiationPage({ view, player }: { view: NegotiationView; player?: Player }) {
  return (
    <>
      <header class="title page">
        <h1>{view.title}</h1>
      </header>
      <MomentBar moment={view.moment} player={player} />
      <Answer {...view.answer} />
      <Record {...view.record} />
    </>
  );
}
