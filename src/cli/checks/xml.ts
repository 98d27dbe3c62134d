export interface XmlElement {
  readonly name: string;
  /** Those that are undefined are left out. */
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly (XmlElement | string)[];
}

/** A document of XML 1.0 (https://www.w3.org/TR/xml). What XML can't hold, such as control characters, becomes U+FFFD. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, '')}\n`;
}

function writeElement({ name, attributes = {}, children = [] }: XmlElement, indent: string): string {
  const tag = [name, ...Object.entries(attributes).flatMap(writeAttribute)].join(' ');
  if (children.length === 0) return `${indent}<${tag}/>`;
  // Blanks would become part of the text.
  if (children.some((child) => typeof child === 'string')) {
    const content = children.map((child) =>
      typeof child === 'string' ? escapeText(child) : writeElement(child, ''),
    );
    return `${indent}<${tag}>${content.join('')}</${name}>`;
  }
  const lines = (children as readonly XmlElement[]).map((child) => writeElement(child, `${indent}  `));
  return [`${indent}<${tag}>`, ...lines, `${indent}</${name}>`].join('\n');
}

function writeAttribute([name, value]: [string, string | number | undefined]): string[] {
  if (value === undefined) return [];
  // A parser makes blanks of line ends in attributes, unless they are written as characters.
  const text = escapeText(`${value}`)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
  return [`${name}="${text}"`];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>\r]/g, (character) => entities[character] ?? '');
}
