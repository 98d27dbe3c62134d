import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../projectRoot';

/** Classes by which VS Code tells a page the kind of its theme. */
export type ThemeKind = 'vscode-dark' | 'vscode-light' | 'vscode-high-contrast';

/** What our pages use of VS Code's own colours. */
const colors: Readonly<Record<ThemeKind, Readonly<Record<string, string>>>> = {
  'vscode-dark': {
    'editor-background': '#1f1f1f',
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'list-inactiveSelectionBackground': '#37373d',
    'list-hoverBackground': '#2a2d2e',
    'panel-border': '#2b2b2b',
    'badge-background': '#616161',
    'badge-foreground': '#f8f8f8',
    'editorWarning-foreground': '#cca700',
    'textLink-foreground': '#4daafc',
    'textBlockQuote-background': '#2b2b2b',
    errorForeground: '#f85149',
    focusBorder: '#0078d4',
    'charts-blue': '#3794ff',
    'charts-orange': '#d18616',
    'charts-purple': '#b180d7',
    'testing-iconPassed': '#73c991',
    'testing-iconFailed': '#f14c4c',
    'testing-iconQueued': '#cca700',
    'dropdown-background': '#313131',
    'dropdown-border': '#3c3c3c',
    'toolbar-hoverBackground': '#5a5d5e50',
  },
  'vscode-light': {
    'editor-background': '#ffffff',
    foreground: '#3b3b3b',
    descriptionForeground: '#5b5b5b',
    'list-inactiveSelectionBackground': '#e4e6f1',
    'list-hoverBackground': '#f2f2f2',
    'panel-border': '#e5e5e5',
    'badge-background': '#cccccc',
    'badge-foreground': '#3b3b3b',
    'editorWarning-foreground': '#bf8803',
    'textLink-foreground': '#005fb8',
    'textBlockQuote-background': '#f8f8f8',
    errorForeground: '#c0392b',
    focusBorder: '#005fb8',
    'charts-blue': '#0063d3',
    'charts-orange': '#d18616',
    'charts-purple': '#652d90',
    'testing-iconPassed': '#388a34',
    'testing-iconFailed': '#c72e0f',
    'testing-iconQueued': '#bf8803',
    'dropdown-background': '#ffffff',
    'dropdown-border': '#cecece',
    'toolbar-hoverBackground': '#b8b8b850',
  },
  'vscode-high-contrast': {
    'editor-background': '#000000',
    foreground: '#ffffff',
    descriptionForeground: '#dddddd',
    contrastBorder: '#6fc3df',
    'panel-border': '#6fc3df',
    'badge-background': '#000000',
    'badge-foreground': '#ffffff',
    'editorWarning-foreground': '#ffd370',
    'textLink-foreground': '#21a6ff',
    errorForeground: '#f48771',
    focusBorder: '#f38518',
    'charts-blue': '#3794ff',
    'charts-orange': '#d18616',
    'charts-purple': '#b180d7',
    'testing-iconPassed': '#73c991',
    'testing-iconFailed': '#f14c4c',
    'testing-iconQueued': '#cca700',
    'dropdown-background': '#0c141f',
    'dropdown-border': '#6fc3df',
  },
};

const defaultsOf: Readonly<Record<ThemeKind, 'dark' | 'light' | 'highContrast'>> = {
  'vscode-dark': 'dark',
  'vscode-light': 'light',
  'vscode-high-contrast': 'highContrast',
};

interface ContributedColor {
  readonly id: string;
  readonly defaults: Readonly<Record<string, string>>;
}

/** The CSS variables that a page of VS Code has in such a theme, the extension's own colours included. */
export function themeVariables(kind: ThemeKind): Readonly<Record<string, string>> {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const own = (manifest.contributes.colors as ContributedColor[]).map(({ id, defaults }) => [
    `--vscode-${id.replace('.', '-')}`,
    defaults[defaultsOf[kind]] ?? '',
  ]);
  const general = Object.entries(colors[kind]).map(([name, value]) => [`--vscode-${name}`, value]);
  return Object.fromEntries([...own, ...general, ['--vscode-font-family', 'sans-serif']]);
}
