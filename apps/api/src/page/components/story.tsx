import type { Choice, StoryDay, StoryView } from '../view/story/story.js';
import { words } from '../words/en.js';
import { Fact, HistoryList } from './fact.js';
import { Topic } from './topic.js';

/** The facts up to the moment, by day, and those that are no longer part of the record. */
export function Story({ note, filter, kinds, orders, days, shown, windows, removed, twins }: StoryView) {
  return (
    <Topic id="story" title={words.story.title} note={words.story.about} twins={twins}>
      <div class="stack">
        {filter === null ? null : <p><strong><bdi>{filter.text}</bdi></strong> <a data-go="there" href={filter.all}>{words.story.all}</a></p>}
        <nav class="choices on-screen" aria-label={words.story.choose}><Choices choices={kinds} /><Choices choices={orders} /></nav>
        {days.length === 0 ? <p class="muted">{shown === '' ? words.story.empty : shown}</p> : <p class="note">{note}</p>}
      </div>
      <div class="topic__all">
        {days.map((day) => <Day key={day.id} {...day} />)}
        <Windows shown={days.length === 0 ? '' : shown} windows={windows} />
        {removed.length === 0 ? null : <Removed removed={removed} />}
      </div>
    </Topic>
  );
}

function Day({ title, weekday, gap, facts }: StoryDay) {
  return (
    <>
      {gap === '' ? null : <p class="day day--gap"><span>{gap}</span></p>}
      <section class="day">
        <h3>{title}<small>{weekday}</small></h3>
        <ol class="facts">{facts.map((fact) => <Fact key={fact.anchor} {...fact} />)}</ol>
      </section>
    </>
  );
}

function Choices({ choices }: { choices: readonly Choice[] }) {
  return <ul class="links">{choices.map(({ text, href }) => <li key={text}>{href === null ? <span aria-current="true">{text}</span> : <a data-go="there" href={href}>{text}</a>}</li>)}</ul>;
}

function Windows({ shown, windows }: Pick<StoryView, 'shown' | 'windows'>) {
  if (shown === '' && windows.length === 0) return null;
  return (
    <nav class="day windows" aria-label={words.story.windows}>
      <span class="muted">{shown}</span>
      <span class="row">
        {windows.map(({ text, href, rel }) => <a key={rel} class="button" data-go="there" rel={rel} href={href}>{text}</a>)}
      </span>
    </nav>
  );
}

function Removed({ removed }: Pick<StoryView, 'removed'>) {
  return (
    <section class="day">
      <h3>{words.story.removedTitle}</h3>
      <ul class="facts">
        {removed.map(({ key, what, why, history, json, edit }) => (
          <li key={key}>
            <details class="fact">
              <summary><span class="fact__when"><bdi>{key}</bdi></span><span class="fact__what"><s><bdi>{what}</bdi></s> <span class="badge badge--contested">{why}</span></span></summary>
              <div class="fact__body"><HistoryList history={history} /><ul class="links"><li><a href={json}>{words.story.history}</a></li>{edit === null ? null : <li><a href={edit}>{words.story.change}</a></li>}</ul></div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
