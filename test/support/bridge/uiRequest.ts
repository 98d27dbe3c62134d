/** What a test in the extension host can ask to have done in the rendered window. Selectors are Playwright's. */
export type UiRequest =
  | { readonly action: 'click'; readonly selector: string }
  | { readonly action: 'hover'; readonly selector: string }
  | { readonly action: 'press'; readonly key: string }
  | { readonly action: 'texts'; readonly selector: string }
  /** As `texts`, inside the webview that is shown. */
  | { readonly action: 'webviewTexts'; readonly selector: string }
  | { readonly action: 'screenshot'; readonly name: string };

/** The answer: texts of the matching elements for `texts` and `webviewTexts`, nothing for the rest; or why it could not be done. */
export type UiAnswer = { readonly texts: readonly string[] } | { readonly error: string };
