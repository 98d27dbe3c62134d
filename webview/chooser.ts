import { build } from './dom';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly definition?: string;
}

/** A row of choices, one of which is in force. Arrow keys move through it, as through any radio buttons. */
export function drawChooser<Value extends string>(
  name: string,
  choices: readonly Choice<Value>[],
  chosen: Value,
  choose: (value: Value) => void,
): HTMLElement {
  const options = choices.map(({ value, label, definition }) => {
    const input = build('input', {
      type: 'radio',
      name,
      value,
      checked: value === chosen,
      data: { key: `${name} ${value}` },
    });
    input.onchange = () => choose(value);
    return build(
      'label',
      { data: definition === undefined ? {} : { definition } },
      input,
      build('span', { textContent: label }),
    );
  });
  const node = build(
    'div',
    { className: 'chooser', role: 'radiogroup', ariaLabel: name },
    build('span', { className: 'chooser-name', textContent: name, ariaHidden: 'true' }),
  );
  node.append(build('div', { className: 'chooser-options' }, ...options));
  return node;
}
