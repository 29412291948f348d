import type { OpeningView } from '../view/edit/opening.js';
import { stillWords as words } from '../words/still.js';
import { FormField } from './form-field.js';

/** Where a negotiation is opened: what it is, where, and who talks. */
export function OpeningPage({ view: { formToken, event, notices, fields, parties } }: { view: OpeningView }) {
  return (
    <div class="page topic form-page">
      <header>
        <h1>{words.opening.title}</h1>
        <p class="note">{words.opening.note}</p>
      </header>
      <div class="stack">
        {notices.map((notice) => <p key={notice} class="field__error" role="alert"><bdi>{notice}</bdi></p>)}
        <form class="stack measure" method="post" action="/new" novalidate>
          <input type="hidden" name="form" value={formToken} />
          <input type="hidden" name="event" value={event} />
          {fields.map((field) => <FormField key={field.name} {...field} />)}
          <fieldset class="stack">
            <legend>{words.opening.parties}</legend>
            {parties.map(({ name, side }) => <div key={name.name} class="cited"><FormField {...name} /><FormField {...side} /></div>)}
          </fieldset>
          <p><button type="submit" class="button--main">{words.opening.open}</button></p>
        </form>
      </div>
    </div>
  );
}
