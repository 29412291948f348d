import type { AnswerView } from '../view/answer.js';
import { words } from '../words/en.js';

export function Answer({ headline, status }: AnswerView) {
  return (
    <section class="answer page">
      <p class="headline">{headline}</p>
      <section class="status" aria-labelledby="deal">
        <h2 class="label" id="deal">{words.status.title}</h2>
        <p class="status__word">{status.word}</p>
        <dl class="pairs">
          {status.lines.map(({ label, text }) => (
            <>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </>
          ))}
        </dl>
      </section>
    </section>
  );
}
