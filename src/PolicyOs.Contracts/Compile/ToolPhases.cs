using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>transitions</c> of a tool.</summary>
internal static class ToolPhases
{
    internal static (PhaseSet Valid, int AdvancesTo) Compile(ToolTransitionsSyntax? s, Compilation compilation)
    {
        if (s is null)
        {
            return (default, -1);
        }

        int to = compilation.Phases.Find(s.AdvancesTo);
        var phases = new List<int>();
        foreach (Located<string> name in s.ValidInPhases)
        {
            int from = compilation.Phases.Find(name);
            if (from < 0)
            {
                continue;
            }

            phases.Add(from);
            if (to >= 0 && to != from && from < compilation.CompiledPhases.Length && !compilation.CompiledPhases[from].Next.Contains(to))
            {
                compilation.Report.Add(
                    Codes.NoSuchEdge, s.AdvancesTo!.At, $"there is no transition from phase `{name.Value}` to `{s.AdvancesTo.Value}`", $"add it under transitions in session.yaml, or take `{name.Value}` out of valid_in_phases");
            }
        }

        return (new PhaseSet(phases), to);
    }
}
