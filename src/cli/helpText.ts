/** What `latency-lens --help` prints. */
export const helpText = `See where the LLM calls of a program spend their time.

latency-lens record [--out run.lltrace] [--quiet] [--endpoint <place>=<style>] -- <command...>
    Runs a command and watches its LLM calls. Its input, output and exit code are its own. A line
    per finished call, and at the end the report, go to stderr; the lines only to a terminal. The trace is saved to latency-lens-<time>.lltrace in the working directory.
      -o, --out    where to save the trace
      -q, --quiet  nothing but errors of our own
      --endpoint   a model endpoint of your own and what it speaks, for example
                   /my/gateway/llm=openai.chat or llm.example.com=auto; can be given several times
      --call-site, --helper, --goal   as for \`report\`
      --budget     limits that the run has to keep, as a JSON file (docs/ci.md); with it:
      --ci         the verdict is the exit code, unless the program has failed itself: 0 kept, 1 not
                   kept, 3 no verdict
      --junit, --summary   as for \`complete\`

latency-lens complete [--case <name>] [--target <model>] [--sweep] [--ci] <suite.completions.json...>
    Runs code-completion suites and tells whether they keep their budgets. A suite's keys come from the
    environment variables that it names; a secret of the editor from LATENCY_LENS_SECRET_<NAME>.
    Exit codes: 0 passed, 1 failed, 2 could not be run as asked for, 3 no verdict (with --ci).
      --case, --target   only these, by name or pattern ('insert*'); can be given several times
      --repeats, --concurrency   in place of the suite's own
      --sweep            at each level of concurrency that the suite names
      --json, --markdown instead of text, without what models answered
      -o, --out          save the run as a trace, without what models answered
      --ci               no progress; no verdict is no pass
      --junit            write the cases as JUnit XML; no verdict is \`skipped\`
      --summary          add the verdicts as Markdown to a file, such as $GITHUB_STEP_SUMMARY
      --write-baseline   keep the times in a small file
      --baseline         compare with such a file: slower is a failure

latency-lens report [--json | --markdown] [--goal perceived] [--out run.lltrace]
                    [--call-site outermost] [--helper <files>] <trace or run folder>
    Prints waterfall and table of a saved run, or of a run folder that \`env\` has made; where its time
    went, turn by turn of its loops; and what would make it faster.
      --json       every call with every figure, as JSON (docs/report.md)
      --markdown   as a comment for a pull request
      --goal       what is to get better: wall (default; from the first request to the end),
                   perceived (to the first text of the final answer) or throughput
      -o, --out    save the run as a trace as well
      --call-site  which line of your code a call is shown at: innermost (default) or outermost
      --helper     files of helpers, such as 'src/llm/**': calls made there are shown at the line
                   that called the helper; can be given several times

latency-lens env [--json] [--endpoint <place>=<style>]
    Makes a run folder and prints the environment to give to a program that is started elsewhere:
    eval "$(latency-lens env)". Afterwards \`report\` reads the folder.
      --json       as JSON instead of shell commands

latency-lens --help | --version
`;
