import { stillWords as words } from '../words/still.js';

export interface SignInView {
  /** Where to go then: a path. */
  next: string;
  error: string | null;
  /** Who is signed in already. */
  session: { writer: string; formToken: string } | null;
}

/** A form for the token; where somebody is signed in, who that is, and the way out. */
export function SignInPage({ next, error, session }: SignInView) {
  return (
    <div class="page topic form-page">
      <header>
        <h1>{words.session.title}</h1>
        <p class="note">{words.session.note}</p>
      </header>
      {session === null ? (
        <form class="stack measure" method="post" action="/sign-in">
          <input type="hidden" name="next" value={next} />
          <div class="field">
            <label for="token">{words.session.token}</label>
            <input id="token" name="token" type="password" required autocomplete="current-password" autofocus aria-invalid={error === null ? undefined : 'true'} aria-describedby={error === null ? 'token-hint' : 'token-error token-hint'} />
            {error === null ? null : <p class="field__error" id="token-error">{error}</p>}
            <p class="note" id="token-hint">{words.session.hint}</p>
          </div>
          <button class="button--main" type="submit">{words.session.enter}</button>
        </form>
      ) : (
        <form class="stack measure" method="post" action="/sign-out">
          <input type="hidden" name="form" value={session.formToken} />
          <p>{words.session.as} <strong><bdi>{session.writer}</bdi></strong></p>
          <p class="row"><button type="submit">{words.session.leave}</button></p>
        </form>
      )}
    </div>
  );
}
