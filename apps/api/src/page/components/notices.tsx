import type { ComponentChildren } from 'preact';
import type { NoticesView, RoundView, ValueView } from '../view/notices.js';
import { words } from '../words/en.js';
import { Sources } from './sources.js';

/** Notices by round. @param children what stands under them: an explanation, the chart */
export function Notices({ title, rounds, links, children }: NoticesView & { children?: ComponentChildren }) {
  return (
    <section class="topic" aria-labelledby="notices">
      <header>
        <h2 id="notices">{title}</h2>
        <p class="note">{words.notices.note}</p>
        <Links links={links} />
      </header>
      <div>
        {rounds.length === 0 ? <p class="muted">{words.notices.empty}</p> : <ul class="rounds">{rounds.map((round) => <Round key={round.title} {...round} />)}</ul>}
      </div>
      {children}
    </section>
  );
}

export function Links({ links }: { links: readonly { text: string; href: string }[] }) {
  return <ul class="links on-screen">{links.map(({ text, href }) => <li key={text}><a href={href}>{text}</a></li>)}</ul>;
}

function Round({ title, tone, issued, others }: RoundView) {
  return (
    <li>
      <h3 class={`round__name t-${tone}`}><bdi>{title}</bdi><span>, {issued.measure}</span></h3>
      <p class={`value t-${tone}`}>{issued.recorded ? <a class="explained" data-go href={issued.explain}>{issued.value}</a> : <span class="muted value__none">{issued.value}</span>}</p>
      <Said {...issued} />
      {others.length === 0 ? null : (
        <dl class="others">
          {others.map((other) => (
            <>
              <dt>{other.measure}</dt>
              <dd><a class="explained" data-go href={other.explain}>{other.value}</a><Said {...other} /></dd>
            </>
          ))}
        </dl>
      )}
    </li>
  );
}

/** What the number was made from, and what was stated beside it. */
function Said({ said, stated }: ValueView) {
  return (
    <>
      {said.length > 0 ? <p class="said"><bdi>{said.join(', ')}</bdi></p> : null}
      {stated === undefined ? null : <p class="said"><strong><bdi>{stated.text}</bdi></strong><Sources sources={stated.sources} /></p>}
    </>
  );
}
