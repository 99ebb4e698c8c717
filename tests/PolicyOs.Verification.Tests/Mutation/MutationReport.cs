using System.Globalization;
using System.Text;

namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>The scores of all bundles as a page: results/mutations.md is exactly this.</summary>
internal static class MutationReport
{
    public static string Markdown(IReadOnlyList<MutationRun> runs)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Mutants of the bundles

            `dotnet run -c Release --project tests/PolicyOs.Benchmarks -- mutations`: {MutationRun.Count} mutants of each bundle's YAML, drawn with seed {MutationRun.Seed} from every single change
            that drops a rule, widens a bound (by one or a tenth, twice, ten times), flips a word of permission or proof, removes a phase restriction, swaps an operator,
            lets others approve, has a check cover less, permits one more, or writes a weak setting where a strong one is the default. A mutant is caught when `check --strict`
            reports it or a golden task fails. Equivalent ones are listed below, one by one, and do not count. What the gateway keeps to by itself (timeouts, retries, waiting,
            sessions per principal, redaction) decides on no call: those mutants are left to `diff`, which a test has class every weakening one of all as weakening.

            | bundle | all there are | of them the gateway's own | drawn | caught by check | by golden tasks | equivalent | survived | score, held to 95 % |
            |---|---|---|---|---|---|---|---|---|

            """));
        foreach (MutationRun run in runs)
        {
            int all = run.ByCheck.Length + run.ByTasks.Length + run.Equivalent.Length + run.Survived.Length;
            text.Append(CultureInfo.InvariantCulture, $"| {run.Bundle} | {run.All} | {run.OfTheGateway} | {all} | {run.ByCheck.Length} | {run.ByTasks.Length} | {run.Equivalent.Length} | {run.Survived.Length} | {run.Score:0.0} % |\n");
        }

        foreach (MutationRun run in runs)
        {
            text.Append("\n## ").Append(run.Bundle).Append("\n\n");
            foreach (Mutant mutant in run.Survived)
            {
                text.Append("* survived: ").Append(Line(mutant)).Append('\n');
            }

            foreach ((Mutant mutant, string reason) in run.Equivalent)
            {
                text.Append("* equivalent: ").Append(Line(mutant)).Append(" — ").Append(reason).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Line(Mutant mutant) => $"{mutant.Operator}, `{mutant.Place}`: {mutant.Change}";
}
