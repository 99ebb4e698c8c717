using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>The phase machine of session.yaml and its rules (spec 1.5).</summary>
internal sealed class PhaseStage : IStage
{
    public void Run(Compilation compilation)
    {
        if (compilation.Syntax.Session is not { } session)
        {
            return;
        }

        var phases = session.Phases.Where(p => p.Name is not null && compilation.Phases.Declare(p.Name) >= 0).ToList();
        var next = new List<int>[phases.Count];
        for (int i = 0; i < next.Length; i++)
        {
            next[i] = [];
        }

        foreach (SyntaxMapEntry<SyntaxList<Located<string>>> entry in session.Transitions)
        {
            int from = compilation.Phases.Find(entry.Name);
            IEnumerable<int> to = entry.Value.Select(compilation.Phases.Find).Where(n => n >= 0);
            (from >= 0 ? next[from] : []).AddRange(to);
            if (from >= 0 && phases[from].Terminal?.Value == true && entry.Value.Count > 0)
            {
                compilation.Report.Add(Codes.EdgeFromTerminal, entry.Name.At, $"phase `{entry.Name.Value}` is terminal, so no edge leaves it");
            }
        }

        if (!session.Phases.IsPresent)
        {
            return;
        }

        compilation.CompiledPhases =
            [.. phases.Select((p, i) => new Phase(p.Name!.Value, p.Terminal?.Value ?? false, [.. next[i].Distinct()]))];
        compilation.InitialPhase = Initial(session.Phases, phases, compilation.Report);
        if (!phases.Exists(p => p.Terminal?.Value == true))
        {
            compilation.Report.Add(Codes.NoTerminalPhase, session.KeyAt("phases"), "no phase is terminal", "give at least one phase `terminal: true`");
        }

        CheckReachable(compilation, phases);
    }

    private static int Initial(SyntaxList<PhaseSyntax> written, List<PhaseSyntax> phases, DiagnosticBag report)
    {
        var initial = phases.Where(p => p.Initial?.Value == true).ToList();
        if (initial.Count == 0)
        {
            report.Add(Codes.NotOneInitialPhase, written.At, "no phase is initial", "give exactly one phase `initial: true`");
            return -1;
        }

        foreach (PhaseSyntax second in initial.Skip(1))
        {
            report.Add(Codes.NotOneInitialPhase, second.Initial!.At, $"phase `{initial[0].Name!.Value}` is initial already");
        }

        return phases.IndexOf(initial[0]);
    }

    private static void CheckReachable(Compilation compilation, List<PhaseSyntax> phases)
    {
        ImmutableArray<Phase> compiled = compilation.CompiledPhases;
        if (compilation.InitialPhase < 0 || !phases.Exists(p => p.Terminal?.Value == true))
        {
            return;
        }

        bool[] reached = Reach([compilation.InitialPhase], [.. compiled.Select(p => p.Next)]);
        bool[] ends = Reach(compiled.Select((p, i) => p.IsTerminal ? i : -1).Where(i => i >= 0), Reversed(compiled));
        for (int i = 0; i < compiled.Length; i++)
        {
            SourceSpan at = phases[i].Name!.At;
            if (!reached[i])
            {
                compilation.Report.Add(
                    compiled[i].IsTerminal ? Codes.UnreachableTerminal : Codes.UnreachablePhase, at, $"phase `{compiled[i].Name}` cannot be reached from `{compiled[compilation.InitialPhase].Name}`", "add an edge to it under transitions");
            }
            else if (!ends[i])
            {
                compilation.Report.Add(Codes.NoWayToTheEnd, at, $"no terminal phase can be reached from phase `{compiled[i].Name}`", "add an edge that leads on, or make it terminal");
            }
        }
    }

    private static ImmutableArray<int>[] Reversed(ImmutableArray<Phase> phases) =>
        [.. phases.Select((_, to) => phases.Select((p, from) => p.Next.Contains(to) ? from : -1).Where(f => f >= 0).ToImmutableArray())];

    private static bool[] Reach(IEnumerable<int> starts, ImmutableArray<int>[] edges)
    {
        bool[] seen = new bool[edges.Length];
        var open = new Stack<int>(starts);
        while (open.TryPop(out int phase))
        {
            if (!seen[phase])
            {
                seen[phase] = true;
                foreach (int next in edges[phase])
                {
                    open.Push(next);
                }
            }
        }

        return seen;
    }
}
