import type { ComponentChildren } from 'preact';
import type { AnswerView } from '../view/answer.js';
import { words } from '../words/en.js';
import { Sources } from './sources.js';

/** The sentence to quote, and the deal's status. @param children what can be done with the sentence */
export function Answer({ headline, status, children }: AnswerView & { children?: ComponentChildren }) {
  return (
    <section class="answer page">
      <div>
        <p class="headline">{headline}</p>
        <div class="ways">{children}</div>
      </div>
      <section class="status" aria-labelledby="deal">
        <h2 class="label" id="deal">{words.status.title}</h2>
        <p class="status__word"><a class="explained" data-go href={status.explain}>{status.word}</a></p>
        <dl class="pairs">
          {status.lines.map(({ label, text, sources }) => (
            <>
              <dt>{label}</dt>
              <dd><bdi>{text}</bdi><Sources sources={sources} /></dd>
            </>
          ))}
        </dl>
      </section>
    </section>
  );
}
