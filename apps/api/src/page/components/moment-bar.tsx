import type { FieldView, MomentView, ScrubberView } from '../view/moment.js';
import { words } from '../words/en.js';

/** What only the browser knows of the bar. */
export interface Player {
  isPlaying: boolean;
  notice: string | null;
}

const IDLE: Player = { isPlaying: false, notice: null };

/** The moment that is shown, and the ways to others: a form and links, to which the browser adds a scrubber. */
export function MomentBar({ moment, player = IDLE }: { moment: MomentView; player?: Player | undefined }) {
  const { now, place, knownAt, otherwise } = moment;
  return (
    <section class="moment" aria-label={words.moment.title}>
      <form class="page" method="get" action={moment.path} data-moment>
        <div class="moment__now">
          <p><strong><time datetime={now.datetime}>{now.text}</time></strong>{knownAt === null ? null : <span class="muted">{` · ${knownAt}`}</span>}</p>
          <p class="muted moment__place"><bdi>{place}</bdi></p>
        </div>
        <div class="moment__fields row">
          <Field name="at" label={words.moment.at} field={moment.at} />
          <Field name="known" label={words.moment.known} field={moment.known} />
          {moment.ledger === null ? null : <Field name="ledger" label={words.moment.ledger} field={moment.ledger} />}
          {moment.kept.map(({ name, value }) => <input key={name} type="hidden" name={name} value={value} />)}
          <button type="submit">{words.moment.show}</button>
          <a class="button" href={otherwise.href} data-go>{otherwise.text}</a>
        </div>
        <div class="moment__steps row">
          <Step href={moment.previous} rel="prev" text={words.moment.previous} />
          {moment.scrubber === null ? null : <button type="button" class="button--main needs-script" data-play aria-keyshortcuts="Space">{player.isPlaying ? words.moment.pause : words.moment.play}</button>}
          <Step href={moment.next} rel="next" text={words.moment.next} />
          {moment.scrubber === null ? null : <Speed />}
        </div>
        {moment.scrubber === null ? null : <Scrubber {...moment.scrubber} />}
        <p class="moment__notice note" role="status">{player.notice}</p>
      </form>
    </section>
  );
}

function Speed() {
  return (
    <>
      <label class="for-readers needs-script" for="speed">{words.moment.speed}</label>
      <select class="needs-script" id="speed">
        {Object.entries(words.moment.speeds).map(([name, text]) => <option key={name} value={name}>{text}</option>)}
      </select>
    </>
  );
}

function Field({ name, label, field: { value, error } }: { name: 'at' | 'known' | 'ledger'; label: string; field: FieldView }) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input id={name} name={name} value={value} autocomplete="off" spellcheck={false} aria-invalid={error === null ? undefined : 'true'} aria-describedby={error === null ? undefined : `${name}-error`} />
      {error === null ? null : <p class="field__error" id={`${name}-error`}><bdi>{error}</bdi></p>}
    </div>
  );
}

/** A step that is not there stays in its place, so that the others don't move. */
function Step({ href, rel, text }: { href: string | null; rel: 'prev' | 'next'; text: string }) {
  return href === null ? <a key={rel} class="button" role="link" aria-disabled="true">{text}</a> : <a key={rel} class="button" href={href} rel={rel} data-go>{text}</a>;
}

function Scrubber({ index, total, spoken, ticks, previousDay, nextDay }: ScrubberView) {
  return (
    <div class="scrubber needs-script">
      <svg viewBox="0 0 1000 26" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path class="k-ink" d={ticks.low.map((x) => `M${x} 20V26`).join('')} />
        <path class="k-ink" d={ticks.tall.map((x) => `M${x} 14V26`).join('')} />
      </svg>
      <input type="range" min="1" max={total} value={Math.max(index, 1)} aria-label={words.moment.scrubber} aria-valuetext={spoken} data-scrubber data-previous-day={previousDay} data-next-day={nextDay} />
    </div>
  );
}
