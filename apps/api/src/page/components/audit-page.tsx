import type { AuditView, FindingRow, ListView } from '../view/audit/audit.js';
import { words } from '../words/en.js';
import { Basis } from './basis.js';
import { Checks } from './checks.js';
import { Cite } from './cite.js';
import { MomentBar, type Player } from './moment-bar.js';
import { Proof } from './proof.js';
import { Sources } from './sources.js';
import { Topic } from './topic.js';

/** The page for auditors, below the site's head. Rendered by the server, and again by the browser when the moment moves. */
export function AuditPage({ view: { title, address, moment, headline, cite, basis, checks, findings, late, corrections, proof }, player }: { view: AuditView; player?: Player }) {
  return (
    <>
      <header class="title page">
        <h1><bdi>{title}</bdi></h1>
        <p class="note on-screen"><a href={address.negotiation}>{words.audit.back}</a></p>
      </header>
      <MomentBar moment={moment} player={player} />
      <div class="page">
        <p class="headline audit__headline">{headline}</p>
        <div class="ways"><Cite {...cite} /></div>
        <Checks {...checks} />
        <Topic id="findings" title={words.audit.findingsTitle} note={words.audit.findingsNote} twins={findings.twins}>
          <div class="stack">
            {findings.rows.length === 0 ? <p class="muted">{words.audit.noFindings}</p> : <ol class="entries listed">{findings.rows.map((row) => <Found key={row.text} {...row} />)}</ol>}
            {findings.more === '' ? null : <p class="note">{findings.more}</p>}
          </div>
        </Topic>
        <Topic id="late" title={words.audit.late} note={words.audit.lateNote} twins={late.twins}><Listed {...late} /></Topic>
        <Topic id="corrections" title={words.audit.corrections} note={words.audit.correctionsNote} twins={corrections.twins}>
          <div class="stack"><Listed {...corrections} /><p class="note on-screen"><a href={corrections.feed}>{words.audit.feed}</a></p></div>
        </Topic>
        <Proof {...proof} />
        <Basis {...basis} />
      </div>
    </>
  );
}

function Found({ word, isContested, text, why, sources }: FindingRow) {
  return (
    <li>
      <span><span class={isContested ? 'badge badge--contested' : 'badge'}>{word}</span></span>
      <div><bdi>{text}</bdi><Sources sources={sources} />{why.map((reason) => <small key={reason}><bdi>{reason}</bdi></small>)}</div>
    </li>
  );
}

function Listed({ rows, summary }: ListView) {
  return (
    <div class="stack">
      <p class={rows.length === 0 ? 'muted' : undefined}>{summary}</p>
      {rows.length === 0 ? null : <ol class="entries listed">{rows.map(({ left, text, small }) => <li key={text + small}><span class="entries__due">{left}</span><div><bdi>{text}</bdi><small><bdi>{small}</bdi></small></div></li>)}</ol>}
    </div>
  );
}
