import type { CheckpointView, ProofView } from '../view/audit/proof.js';
import { words } from '../words/en.js';
import { Links } from './notices.js';

/** The signed checkpoint, and how to check all of it without this server. */
export function Proof({ checkpoint, commands, links }: ProofView) {
  const { title, note } = words.audit.checkpoint;
  return (
    <>
      <section class="topic" aria-labelledby="checkpoint">
        <header><h2 id="checkpoint">{title}</h2><p class="note">{note}</p></header>
        {checkpoint.note === null ? <p class="refused"><strong>{words.audit.refused}</strong> <bdi>{checkpoint.refusal}</bdi></p> : <Checkpoint {...checkpoint} />}
      </section>
      <section class="topic" aria-labelledby="verify">
        <header><h2 id="verify">{words.audit.verify}</h2><p class="note">{words.audit.verifyNote}</p><Links links={links} /></header>
        <ol class="steps stack">{commands.map(({ what, command }) => <li key={what}>{what}<pre class="copied" tabIndex={0} aria-label={what}><code>{command}</code></pre></li>)}</ol>
      </section>
    </>
  );
}

function Checkpoint({ note, lines, witnesses }: CheckpointView) {
  const { witnesses: label, text } = words.audit.checkpoint;
  return (
    <div class="stack">
      <dl class="pairs proof">
        {lines.map(({ label: name, text: told }) => <><dt>{name}</dt><dd>{told}</dd></>)}
        <dt>{label}</dt>
        <dd>{witnesses.map((witness) => <div key={witness}><bdi>{witness}</bdi></div>)}</dd>
      </dl>
      <pre class="copied" tabIndex={0} aria-label={text}>{note}</pre>
    </div>
  );
}
