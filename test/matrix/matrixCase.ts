import type { InstalledNode } from '../support/vscode/installNode';
import type { Served } from './support/served';

/**
 * One run of one program: every mark in its files becomes a cell of the matrix. A mark is a comment of `@` and its
 * name right in front of the name of the function that is called, as `markersIn` reads it; whatever is asked there
 * must contain `cell:<mark>`, which is how the servers know the truth without the probe.
 */
export interface MatrixCase {
  /** Whose calls they are, with the version, for example `openai 7.57.0`: names a group of rows. */
  readonly subject: string;
  /** How the program is written, built or launched, for example `esm`: with the Node version it names a column. */
  readonly form: string;
  readonly node: InstalledNode;
  /** The files as a person wrote them, which hold the marks. Every mark must be called. */
  readonly markedFiles: readonly string[];
  /** Arguments of Node, unless `command` names another program. */
  readonly args: readonly string[];
  readonly command?: string;
  readonly cwd: string;
  /** Makes what is run of what is there, when it is not made yet. */
  readonly prepare?: () => Promise<unknown>;
  /** Whether the program prints the same each time: it must do so with the probe as well. */
  readonly sameOutput?: boolean;
  /** It is compiled in memory and the map is thrown away: its lines must not be told as certain. */
  readonly keepsNoMap?: boolean;
  /** The program has its clients read samples and prints what they gave it; see `Told`. */
  readonly tellsSamples?: boolean;
  /** What mocks in the program answer, and is seen all the same. */
  readonly mocked?: readonly Served[];
  /** Marks whose calls are answered by mocks that stand in front of everything that is observed. */
  readonly unseen?: readonly string[];
  /** On top of the servers' addresses, which every program gets; see `startServers`. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The packages of one list in `test/matrix/sdks`, installed. */
export interface PackageFolder {
  /** `newest` or `previous` majors, or `tools` to compile, launch and instrument with. */
  readonly name: string;
  readonly path: string;
}

/** What a file in `test/matrix/cells` builds its cases from. */
export interface Workplace {
  /** The Nodes that were asked for. */
  readonly nodes: readonly InstalledNode[];
  /** Where the released packages are installed. */
  readonly packageFolders: readonly PackageFolder[];
  /** Gives an empty folder within one of the package folders, so that programs in it find the packages. */
  makeFolder(packageFolder: PackageFolder): Promise<string>;
}

/** Every file in `test/matrix/cells` exports one of these as `makeCases`. */
export type MakeCases = (workplace: Workplace) => Promise<readonly MatrixCase[]>;
