import type { BeginningView } from '../view/beginning.js';
import type { Place } from '../view/explain.js';
import type { NegotiationView } from '../view/negotiation.js';
import { Answer } from './answer.js';
import { Basis } from './basis.js';
import { Breakdown } from './breakdown.js';
import { Chart } from './chart.js';
import { Cite } from './cite.js';
import { Compare } from './compare.js';
import { Embed } from './embed.js';
import { Explain } from './explain.js';
import { MomentBar, type Player } from './moment-bar.js';
import { Notices } from './notices.js';
import { Record } from './record.js';
import { SourceList } from './source-list.js';
import { Story } from './story.js';
import { words } from '../words/en.js';

/** All of a negotiation's page below the site's head. Rendered by the server, and again by the browser when the moment moves. */
export function NegotiationPage({ view, player }: { view: NegotiationView; player?: Player }) {
  const { explain, breakdown } = view;
  const place = explain?.place === 'breakdown' && breakdown === null ? 'answer' : explain?.place;
  const whyAt = (part: Place) => (explain !== null && place === part ? <Explain view={explain} /> : null);
  return (
    <>
      <header class="title page">
        <h1><bdi>{view.title}</bdi></h1>
        <p class="note on-screen"><a href={view.address.audit}>{words.ways.audit}</a> · <a href={view.address.edit}>{words.ways.edit}</a></p>
      </header>
      <MomentBar moment={view.moment} player={player} />
      {view.beginning === null ? null : <Beginning {...view.beginning} />}
      <Answer {...view.answer}>
        <Cite {...view.cite} />
        <Embed snippets={view.embeds} />
        <a class="button" href="#compare">{words.compare.open}</a>
        {view.today === null ? null : <p class="note today on-screen" role="status"><a key={view.today.json} href={view.today.href} data-today={view.today.json}>{words.compare.today}</a></p>}
      </Answer>
      <div class="page">
        {whyAt('answer')}
        <Notices {...view.notices}>
          {place === 'rounds' ? <div class="topic__answer">{whyAt('rounds')}</div> : null}
          <Chart {...view.chart} />
        </Notices>
        {breakdown === null ? null : <Breakdown {...breakdown}>{whyAt('breakdown')}</Breakdown>}
      </div>
      <Record {...view.record} whyAt={whyAt} />
      <div class="page">
        <Story {...view.story} />
        <SourceList {...view.story} />
      </div>
      <div class="page">
        <Compare {...view.compare} />
        <Basis {...view.basis} />
      </div>
    </>
  );
}

/** What is to be done where nothing is recorded. */
function Beginning({ title, text, add, load }: BeginningView) {
  return (
    <section class="page stack begin" aria-labelledby="begin">
      <h2 id="begin">{title}</h2>
      <p class="measure">{text}</p>
      <p class="row on-screen"><a class="button button--main" href={add.href}>{add.text}</a><a class="button" href={load.href}>{load.text}</a></p>
    </section>
  );
}
