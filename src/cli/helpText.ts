/** What `latency-lens --help` prints. */
export const helpText = `See where the LLM calls of a program spend their time.

latency-lens record [--out run.lltrace] [--quiet] -- <command...>
    Runs a command and watches its LLM calls. Its input, output and exit code are its own. A line
    per finished call, and at the end a waterfall and a table per call site, go to stderr; the lines
    only to a terminal. The trace is saved to latency-lens-<time>.lltrace in the working directory.
      -o, --out    where to save the trace
      -q, --quiet  nothing but errors of our own

latency-lens report [--json] [--out run.lltrace] <trace or run folder>
    Prints waterfall and table of a saved run, or of a run folder that \`env\` has made.
      --json       every call with every figure, as JSON (docs/report.md)
      -o, --out    save the run as a trace as well

latency-lens env [--json]
    Makes a run folder and prints the environment to give to a program that is started elsewhere:
    eval "$(latency-lens env)". Afterwards \`report\` reads the folder.
      --json       as JSON instead of shell commands

latency-lens --help | --version
`;
