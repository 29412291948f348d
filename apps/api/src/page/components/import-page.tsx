import { stillWords as words } from '../words/still.js';

export interface ImportView {
  formToken: string;
  notices: string[];
  /** `case.yaml:15:3: "kind" is missing`, as the CLI prints them. */
  problems: string[];
  plan: { title: string; lines: string[]; negotiation: string } | null;
  /** The files of the plan, to be sent once more where it is to be written. */
  files: string | null;
  retractMissing: boolean;
}

/** Files in, the plan out; then the button that writes. */
export function ImportPage({ formToken, notices, problems, plan, files, retractMissing }: ImportView) {
  return (
    <div class="page topic form-page">
      <header>
        <h1>{words.importing.title}</h1>
        <p class="note">{words.importing.note}</p>
      </header>
      <div class="stack">
        {notices.map((notice) => <p key={notice} class="field__error" role="alert">{notice}</p>)}
        {problems.length === 0 ? null : <ul class="import__lines">{problems.map((problem) => <li key={problem}><code><bdi>{problem}</bdi></code></li>)}</ul>}
        {plan === null ? null : (
          <section class="stack" aria-labelledby="plan">
            <h2 id="plan"><bdi>{plan.title}</bdi></h2>
            <ul class="import__lines">{plan.lines.map((line) => <li key={line}><code><bdi>{line}</bdi></code></li>)}</ul>
            {files === null ? <p><a class="button" href={`/n/${encodeURIComponent(plan.negotiation)}`}>{words.importing.open}</a></p> : (
              <form method="post" action="/import" enctype="multipart/form-data">
                <input type="hidden" name="form" value={formToken} />
                <input type="hidden" name="case" value={files} />
                {retractMissing ? <input type="hidden" name="retract" value="yes" /> : null}
                <button type="submit" name="do" value="write" class="button--main">{words.importing.write}</button>
              </form>
            )}
          </section>
        )}
        <form class="stack measure import__drop" method="post" action="/import" enctype="multipart/form-data" data-drop>
          <input type="hidden" name="form" value={formToken} />
          <div class="field"><label for="folder">{words.importing.folder}</label><input id="folder" name="files" type="file" multiple {...{ webkitdirectory: true }} /></div>
          <div class="field"><label for="files">{words.importing.files}</label><input id="files" name="files" type="file" multiple accept=".yaml,.csv" /></div>
          <p class="note needs-script">{words.importing.drop}</p>
          <label class="choice"><input type="checkbox" name="retract" value="yes" checked={retractMissing} />{` ${words.importing.retract}`}</label>
          <button type="submit" class={plan === null ? 'button--main' : undefined}>{words.importing.show}</button>
          <p class="note" role="status" data-trouble></p>
        </form>
      </div>
    </div>
  );
}
