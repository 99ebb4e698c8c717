using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 8: the phases of tools, where they lead, and the edges between phases.</summary>
internal sealed class PhaseRules : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle)
    {
        ImmutableArray<Phase> phases = bundle.Session.Phases;
        foreach ((Tool tool, ToolContract contract) in bundle.Contracts())
        {
            // A phase that is not listed closes the tool: each is a restriction of its own.
            int[] open = [.. Enumerable.Range(0, phases.Length).Where(contract.ValidInPhases.Contains)];
            for (int phase = 0; phase < phases.Length && !contract.ValidInPhases.IsEvery; phase++)
            {
                if (!contract.ValidInPhases.Contains(phase))
                {
                    PhaseSet wider = new([.. open, phase]);
                    yield return new(
                        $"{BundleEdits.FileOf(tool)}: transitions.valid_in_phases without {phases[phase].Name}", "phase", [tool.Number], b => b.WithContract(tool.Number, c => c with { ValidInPhases = wider }));
                }
            }

            if (contract.AdvancesTo >= 0)
            {
                yield return new($"{BundleEdits.FileOf(tool)}: transitions.advances_to", "phase", [tool.Number], b => b.WithContract(tool.Number, c => c with { AdvancesTo = -1 }));
            }
        }

        for (int from = 0; from < phases.Length; from++)
        {
            int number = from;
            foreach (int to in phases[from].Next)
            {
                yield return new(
                    $"session.yaml: transitions[{phases[from].Name}][{phases[to].Name}]",
                    "phase",
                    [.. bundle.Contracts().Where(pair => pair.Contract.AdvancesTo == to).Select(pair => pair.Tool.Number)],
                    b => b.WithSession(s => s with { Phases = s.Phases.SetItem(number, s.Phases[number] with { Next = s.Phases[number].Next.Remove(to) }) }));
            }
        }
    }
}
