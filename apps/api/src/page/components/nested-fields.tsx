import type { ComponentChildren } from 'preact';
import type { BreakdownForm, NestedForm, PartForm } from '../view/edit/nested-form.js';
import { stillWords as words } from '../words/still.js';
import { FormField } from './form-field.js';

/** The fields of what has members of its own: breakdowns, parts, what alone is counted. @param action where the form is sent */
export function NestedFields({ breakdowns, parts, only, action }: NestedForm & { action: string }) {
  const { parts: said, only: alone } = words.edit;
  return (
    <>
      {breakdowns === null ? null : (
        <Group id="parts" title={said.title} {...breakdowns}>
          <p class="note">{said.about}</p>
          {breakdowns.rows.map((each, index) => <Breakdown key={each.by.name} {...each} legend={said.legend(index + 1)} />)}
          <MoreRows action={action} />
        </Group>
      )}
      {parts === null ? null : (
        <Group id="parts" title={said.ofFigure} {...parts}>
          {parts.rows.map((part) => <Part key={part.name.name} {...part} />)}
          <MoreRows action={action} />
        </Group>
      )}
      {only === null ? null : <Group id="only" title={alone.title} {...only}><div class="part">{only.rows.map((field) => <FormField key={field.name} {...field} />)}</div></Group>}
    </>
  );
}

function Group({ id, title, filled, errors, children }: { id: string; title: string; filled: number; errors: readonly string[]; children: ComponentChildren }) {
  return (
    <details class="stack" id={id} open={filled > 0 || errors.length > 0}>
      <summary>{title}</summary>
      {errors.map((error) => <p key={error} class="field__error"><bdi>{error}</bdi></p>)}
      {children}
    </details>
  );
}

function Breakdown({ by, isComplete, parts, legend }: BreakdownForm & { legend: string }) {
  return (
    <fieldset class="stack">
      <legend>{legend}</legend>
      <div class="row"><FormField {...by} /><FormField {...isComplete} /></div>
      {parts.map(({ name, count, isDerived, rest }) => (
        <div key={name.name} class="part">
          <FormField {...name} /><FormField {...count} /><FormField {...isDerived} />
          {rest === null ? null : <input type="hidden" name={rest.name} value={rest.value} />}
        </div>
      ))}
    </fieldset>
  );
}

function Part({ name, value, note }: PartForm) {
  return <div class="part"><FormField {...name} /><FormField {...value} /><FormField {...note} /></div>;
}

/** A button, so that no script is needed. */
function MoreRows({ action }: { action: string }) {
  return <button type="submit" name="do" value="rows" formaction={`${action}#parts`}>{words.edit.parts.more}</button>;
}
