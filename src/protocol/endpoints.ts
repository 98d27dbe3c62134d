import { type WireStyleId, wireStyleIds } from './wireStyles';

/** What is spoken at an endpoint: a wire style; `auto`: one that the bodies tell; `ignore`: nothing to be recorded. */
export type EndpointStyle = WireStyleId | 'auto' | 'ignore';

/** A person's own endpoints by where they are: a path, a host, or both. See `readEndpoints`. */
export type Endpoints = Readonly<Record<string, EndpointStyle>>;

/** What an endpoint may be said to speak: what can be asked for by a POST. */
export const endpointStyles: readonly EndpointStyle[] = [
  ...wireStyleIds.filter((id) => !id.endsWith('.ws')),
  'auto',
  'ignore',
];

/** Endpoints as a person gave them, sorted into those that can be used and what is wrong with the others. */
export interface ReadEndpoints {
  readonly endpoints: Endpoints;
  /** One sentence each. */
  readonly complaints: readonly string[];
}

/**
 * Checks endpoints that a person gave. Where an endpoint is may be written as
 * - `/my/gateway/llm`: paths that end like this, on any host,
 * - `llm.example.com`, `localhost:8080`, `*.example.com`: every POST to that host,
 * - `llm.example.com/v3/ask`: exactly this path of that host.
 * `*` stands for any characters but a slash; a scheme in front and a query behind are passed over.
 */
export function readEndpoints(value: unknown): ReadEndpoints {
  if (value === undefined || value === null) return { endpoints: {}, complaints: [] };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { endpoints: {}, complaints: ['Endpoints must be an object of hosts or paths and their styles.'] };
  }
  const endpoints: Record<string, EndpointStyle> = {};
  const complaints: string[] = [];
  for (const [place, style] of Object.entries(value)) {
    const complaint = complainAbout(place, style);
    if (complaint === undefined) endpoints[place] = style;
    else complaints.push(complaint);
  }
  return { endpoints, complaints };
}

function complainAbout(place: string, style: unknown): string | undefined {
  const [host, path] = splitPlace(place);
  if ((host === '' && path === '') || /\s/.test(place)) return `“${place}” is neither a host nor a path.`;
  if (host !== '' && !/^[\w.*[\]:-]+$/.test(host)) return `“${host}” in “${place}” is no host.`;
  if ((endpointStyles as readonly unknown[]).includes(style)) return undefined;
  return `“${String(style)}”, which “${place}” is said to speak, is no known style. Known are ${endpointStyles.join(', ')}.`;
}

/** What a person's endpoints say about a request. */
export interface EndpointMatch {
  readonly style: EndpointStyle;
  /** Said of all of a host: what is known of a single path is worth more. */
  readonly wholeHost: boolean;
}

/** Finds what a person's endpoints say about a request; the longest place that fits wins. */
export class EndpointTable {
  readonly #rules: readonly Rule[];

  constructor(endpoints: Endpoints) {
    this.#rules = Object.entries(endpoints)
      .map(([place, style]) => toRule(place, style))
      .sort((a, b) => b.length - a.length);
  }

  /**
   * Undefined when nothing is said about it.
   * @param host host with port, as in the URL
   * @param path path without query
   */
  find(host: string, path: string): EndpointMatch | undefined {
    return this.#rules.find((rule) => rule.host.test(host) && rule.path.test(path));
  }
}

interface Rule extends EndpointMatch {
  readonly host: RegExp;
  readonly path: RegExp;
  readonly length: number;
}

function toRule(place: string, style: EndpointStyle): Rule {
  const [host, path] = splitPlace(place);
  const port = /:\d+$/.test(host) ? '' : '(:\\d+)?';
  return {
    host: host === '' ? /^/ : new RegExp(`^${wildcards(host)}${port}$`, 'i'),
    path: path === '' ? /^/ : new RegExp(`${host === '' ? '' : '^'}${wildcards(path)}$`),
    style,
    wholeHost: path === '',
    length: host.length + path.length,
  };
}

/** Host and path, either of which may be empty. */
function splitPlace(place: string): [host: string, path: string] {
  const bare = place
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[?#].*$/, '');
  const slash = bare.indexOf('/');
  const [host, path] = slash < 0 ? [bare, ''] : [bare.slice(0, slash), bare.slice(slash)];
  return [host, path.replace(/\/$/, '')];
}

function wildcards(text: string): string {
  return text
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
}
