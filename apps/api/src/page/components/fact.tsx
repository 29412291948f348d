import type { ClaimRow, FactRow, HistoryRow } from '../view/story/facts.js';
import { words } from '../words/en.js';
import { MarkPicture } from './mark.js';
import { Sources } from './sources.js';

/** A fact in a line, which opens to its claims, its history and its proof; beside it what was said about it. */
export function Fact(fact: FactRow) {
  const { when, mark, what, speech, badges, sources, said, moreSaid } = fact;
  return (
    <li>
      <details class="fact">
        <summary>
          <span class="fact__when">{when}</span>
          <MarkPicture mark={mark} />
          <span class="fact__what">
            {speech === null ? <bdi>{what}</bdi> : <><bdi><strong>{speech.speaker}</strong></bdi>{speech.side === '' ? null : <span class="muted">, {speech.side}</span>}: <bdi>{speech.gist}</bdi></>}
            {badges.map(({ text, isContested }) => <> <span key={text} class={isContested ? 'badge badge--contested' : 'badge'}>{text}</span></>)}
            {sources.length === 0 ? null : <> <small class="muted"><bdi>{sources.map(({ text }) => text).join(', ')}</bdi></small></>}
          </span>
        </summary>
        <Body {...fact} />
      </details>
      {said.length === 0 ? null : (
        <ul class="said-of" aria-label={words.story.said}>
          {said.map(({ who, gist, when: date, sources: read }) => <li key={who + gist}><bdi>“{gist}”</bdi> <span class="muted"><bdi>{who}</bdi>, {date},<Sources sources={read} /></span></li>)}
          {moreSaid === '' ? null : <li class="muted">{moreSaid}</li>}
        </ul>
      )}
    </li>
  );
}

/** Its id is within what opens: an address that names it opens it. */
function Body({ anchor, about, contested, claims, history, links }: FactRow) {
  return (
    <div class="fact__body" id={anchor}>
      {contested === '' ? null : <p>{contested}</p>}
      <h4>{words.story.claims(claims.length)}</h4>
      <ol class={claims.length > 1 ? 'claims claims--several' : 'claims'}>{claims.map((claim, index) => <Claim key={index} {...claim} />)}</ol>
      {about.length === 0 ? null : <><h4>{words.story.isAbout}</h4><ul>{about.map(({ text, href }) => <li key={href}><a href={href}><bdi>{text}</bdi></a></li>)}</ul></>}
      <h4>{words.story.steps}</h4>
      <HistoryList history={history} />
      <ul class="links">{links.map(({ text, href }) => <li key={text}><a href={href}>{text}</a></li>)}</ul>
    </div>
  );
}

function Claim({ when, what, by, wordings, sources, public: since, standing }: ClaimRow) {
  return (
    <li>
      <strong>{when}</strong>{by === '' ? null : <>, <bdi>{by}</bdi></>}
      {what === '' ? null : <p><bdi>{what}</bdi></p>}
      {wordings.map((wording) => <p key={wording}>“<bdi>{wording}</bdi>”</p>)}
      <p class="muted"><Sources sources={sources} />{since === '' ? null : `${sources.length > 0 ? ', ' : ''}${since}`}{standing === '' ? null : `; ${standing}`}</p>
    </li>
  );
}

/** What was done to a fact, each step with its proof. */
export function HistoryList({ history }: { history: readonly HistoryRow[] }) {
  return <ol>{history.map(({ text, proof }) => <li key={proof}><bdi>{text}</bdi> (<a href={proof}>{words.story.proofOf}</a>)</li>)}</ol>;
}
