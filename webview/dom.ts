/** Properties that `build` may set; `data` fills the dataset. */
type Properties<Name extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Name], 'dataset' | 'style'>
> & { readonly data?: Readonly<Record<string, string>> };

/** Makes an element with its properties and children. Text goes in as text, so nothing can be injected. */
export function build<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { data, ...properties }: Properties<Name> = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[Name] {
  const node = Object.assign(document.createElement(name), properties);
  Object.assign(node.dataset, data);
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

/** A part of the details under a heading. */
export function section(title: string, content: HTMLElement): HTMLElement[] {
  return [build('section', {}, build('h3', { textContent: title }), content)];
}

/**
 * Replaces the children of a node. What is drawn anew while it changes, ten times a second, must not throw out those
 * who read it by keyboard: the focus goes on to the new element with the same `data-key`.
 */
export function replaceChildren(node: HTMLElement, children: readonly Node[]): void {
  const { activeElement } = document;
  const key = node.contains(activeElement) && (activeElement as HTMLElement).dataset.key;
  node.replaceChildren(...children);
  if (key) node.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
