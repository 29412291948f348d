import type { EditView, FormView } from '../view/edit/form.js';
import { stillWords as words } from '../words/still.js';
import { FormField } from './form-field.js';
import { NestedFields } from './nested-fields.js';

/** Where facts are written: what kind, then its form. */
export function EditPage({ view: { title, address, formToken, notices, types, form } }: { view: EditView }) {
  return (
    <div class="page topic form-page">
      <header>
        <h1><bdi>{title}</bdi></h1>
        <p class="note">{words.edit.note}</p>
        <p class="note"><a href={address.negotiation}>{words.edit.back}</a></p>
      </header>
      <div class="stack">
        {notices.map((notice) => <p key={notice} class="field__error" role="alert"><bdi>{notice}</bdi></p>)}
        {types === null ? null : (
          <>
            <form class="row" method="get" action={address.form}>
              <div class="field"><label for="type">{words.edit.choose}</label><select id="type" name="type">{types.map(({ value, text }) => <option key={value} value={value}>{text}</option>)}</select></div>
              <button type="submit" class="button--main">{words.edit.go}</button>
            </form>
            <form class="row" method="get" action={address.form}>
              <div class="field"><label for="known">{words.edit.known}</label><input id="known" name="fact" required /></div>
              <button type="submit">{words.edit.go}</button>
            </form>
            {address.opening === null ? null : <p><a href={address.opening}>{words.edit.opening}</a></p>}
          </>
        )}
        {form === null ? null : form.op === 'reinstate' ? <Step {...{ form, address, formToken, op: 'reinstate' }} /> : <FactForm {...{ form, address, formToken }} />}
        {form === null || !form.isRetractable ? null : <Step {...{ form, address, formToken, op: 'retract' }} />}
      </div>
    </div>
  );
}

type Props = Pick<EditView, 'address' | 'formToken'> & { form: FormView };

function FactForm({ form, address, formToken }: Props) {
  const [source, ...rest] = form.source;
  return (
    <form class="stack measure" method="post" action={address.form} data-reading={address.reading} novalidate>
      <Hidden form={form} formToken={formToken} />
      {/* The first button is the one that the Enter key presses. */}
      <button type="submit" name="do" value="record" class="for-readers" tabIndex={-1} aria-hidden="true">{words.edit.record}</button>
      <h2>{form.typeName}</h2>
      {form.op === 'record' ? <><input type="hidden" name="op" value="record" /><p class="note"><a href={address.form}>{words.edit.other}</a></p></> : <Changed form={form} />}
      {form.fact === null ? null : <FormField {...form.fact} />}
      {form.fields.map((field) => <FormField key={field.name} {...field} />)}
      <NestedFields {...form.nested} action={address.form} />
      {form.more.length === 0 ? null : <details class="stack"><summary>{words.edit.more}</summary>{form.more.map((field) => <FormField key={field.name} {...field} />)}</details>}
      <fieldset class="stack">
        <legend>{words.edit.sources}</legend>
        {form.citations.map((row) => <div key={row.source.name} class="cited"><FormField {...row.source} /><FormField {...row.place} /><FormField {...row.wording} /></div>)}
        <details class="stack" open={form.source.some(({ value, errors }) => value !== '' || errors.length > 0)}>
          <summary>{words.edit.newSource}</summary>
          {source === undefined ? null : <FormField {...source} />}
          {rest.map((field) => <FormField key={field.name} {...field} />)}
        </details>
      </fieldset>
      {form.op === 'record' ? null : <FormField {...form.reason} />}
      <p class="row">
        <button type="submit" name="do" value="record" class="button--main">{words.edit.record}</button>
        <button type="submit" name="do" value="preview">{words.edit.preview}</button>
      </p>
    </form>
  );
}

/** How a fact that is recorded changes, and which of its accounts. */
function Changed({ form: { op, accounts } }: { form: FormView }) {
  return (
    <>
      <nav aria-label={words.edit.accounts}><ul class="links">{accounts.map(({ text, href }) => <li key={text}>{href === null ? <span aria-current="true">{text}</span> : <a href={href}>{text}</a>}</li>)}</ul></nav>
      <fieldset class="stack">
        <legend>{words.edit.op}</legend>
        {Object.entries(words.edit.ops).map(([value, text]) => <label key={value} class="choice"><input type="radio" name="op" value={value} checked={value === op} />{` ${text}`}</label>)}
      </fieldset>
    </>
  );
}

/** A step that writes no account: retracting a fact, and taking that back. */
function Step({ form, address, formToken, op }: Props & { op: 'retract' | 'reinstate' }) {
  return (
    <form class="stack measure edit__step" method="post" action={address.form} data-reading={address.reading}>
      <Hidden form={{ ...form, hidden: form.hidden.map((each) => (each.name === 'event' ? { ...each, value: `${each.value}-${op}` } : each)) }} formToken={formToken} />
      <input type="hidden" name="op" value={op} />
      <h2>{words.edit[op]}</h2>
      <p class="note">{op === 'retract' ? words.edit.retractNote : words.edit.retracted}</p>
      {op === 'retract' ? <FormField {...form.withdrawn} /> : null}
      <FormField {...form.reason} id={`reason-${op}`} />
      <button type="submit" name="do" value="record">{words.edit[op]}</button>
    </form>
  );
}

function Hidden({ form: { hidden }, formToken }: { form: FormView; formToken: string }) {
  return <><input type="hidden" name="form" value={formToken} />{hidden.map(({ name, value }) => <input key={name} type="hidden" name={name} value={value} />)}</>;
}
