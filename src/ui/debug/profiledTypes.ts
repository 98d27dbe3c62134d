/** An extension under development in a window of its own. */
export const extensionHostType = 'pwa-extensionHost';

/**
 * Debug types of the JavaScript debugger whose programs can carry the probe. A configuration of type `node` has become
 * `pwa-node` when it gets to us.
 */
export const profiledTypes = ['pwa-node', 'node-terminal', extensionHostType] as const;

/** The debugger gives the programs of an `extensionHostType` session, which are Node processes, sessions of this type. */
export const extensionHostProgramType = 'pwa-chrome';
