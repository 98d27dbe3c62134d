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
