import type { FieldView } from '../view/edit/field.js';
import { stillWords as words } from '../words/still.js';

/** A field with its label, what is wrong with it, what was understood of it, and how it is filled in. @param id where its name occurs twice on a page */
export function FormField({ id: given, name, label, value, control, options, isNeeded, hint, errors, reads, reading }: FieldView & { id?: string }) {
  const id = given ?? name.replaceAll(' ', '-');
  const about = [errors.length > 0 ? `${id}-error` : '', hint === '' ? '' : `${id}-hint`, reads === null ? '' : `${id}-reading`].filter((each) => each !== '').join(' ');
  const props = { id, name, 'aria-invalid': errors.length > 0 ? ('true' as const) : undefined, 'aria-describedby': about === '' ? undefined : about, 'aria-required': isNeeded ? ('true' as const) : undefined };
  if (control === 'check') return <label class="choice"><input id={id} type="checkbox" name={name} value="yes" checked={value === 'yes'} />{` ${label}`}</label>;
  return (
    <div class="field">
      <label for={id}>{isNeeded ? `${label} *` : label}</label>
      {control === 'choice' ? (
        <select {...props}>
          <option value="">{words.edit.none}</option>
          {options.map((option) => <option key={option.value} value={option.value} selected={option.value === value}>{option.text}</option>)}
        </select>
      ) : control === 'text' ? <textarea {...props} rows={3}>{value}</textarea> : <input {...props} value={value} autocomplete="off" data-reads={reads ?? undefined} />}
      {errors.map((error) => <p key={error} class="field__error" id={error === errors[0] ? `${id}-error` : undefined}><bdi>{error}</bdi></p>)}
      {reads === null ? null : <output class="reading" id={`${id}-reading`} for={id}>{reading === '' ? '' : `${words.reading.understood} ${reading}`}</output>}
      {hint === '' ? null : <p class="note" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
