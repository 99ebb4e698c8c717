using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 8: the phase fits, its edge exists, and no call in flight advances elsewhere.</summary>
internal sealed class PhaseCheck : ICheck, IVisibilityCheck
{
    public int Row => 8;

    public string Name => "phase";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) =>
        bundle.Session.Phases.Length > 0 && tool?.Contract is { } contract && (!contract.ValidInPhases.IsEvery || contract.AdvancesTo >= 0);

    public Finding? Examine(CallContext call)
    {
        ImmutableArray<Phase> phases = call.Bundle.Session.Phases;
        int phase = call.Session.Phase;
        ToolContract contract = call.Contract;
        if (!contract.ValidInPhases.Contains(phase))
        {
            string valid = NamesOf(phases, contract.ValidInPhases);
            return Finding.Deny(DecisionCode.WrongPhase, $"{call.Tool.Name} is available in phase {valid}; the session is in phase {phases[phase].Name}")
                with { Expected = valid, Actual = phases[phase].Name };
        }

        if (contract.AdvancesTo < 0)
        {
            return null;
        }

        string target = phases[contract.AdvancesTo].Name;
        if (contract.AdvancesTo != phase && !phases[phase].Next.Contains(contract.AdvancesTo))
        {
            return Finding.Deny(
                DecisionCode.IllegalTransition,
                $"{call.Tool.Name} leads to phase {target}, and no transition leads there from phase {phases[phase].Name}")
                with { Expected = target, Actual = phases[phase].Name };
        }

        return AdvancesElsewhere(call.Session, call.Bundle, contract.AdvancesTo) is { } other
            ? Finding.Deny(
                DecisionCode.IllegalTransition,
                $"{call.Tool.Name} leads to phase {target} while a call of {other.Name} in flight leads to phase {phases[other.Contract!.AdvancesTo].Name}; try again when that call has ended")
                with { Expected = target }
            : null;
    }

    public void Narrow(in VisibilityContext view, Span<ulong> visible)
    {
        if (view.Plan.Bundle.Session.Phases.Length == 0)
        {
            return;
        }

        Bits.And(visible, view.Plan.Masks.ByPhase[view.Session.Phase]);
        foreach (OpenCall open in view.Session.Open)
        {
            if (!open.IsInDoubt && view.Plan.Tools[open.Reserved.Tool].Contract is { AdvancesTo: >= 0 and int target })
            {
                Bits.AndNot(visible, view.Plan.Masks.AdvancingElsewhere[target]);
            }
        }
    }

    private static string NamesOf(ImmutableArray<Phase> phases, PhaseSet set) =>
        string.Join(", ", phases.Where((_, number) => set.Contains(number)).Select(static p => p.Name));

    private static Tool? AdvancesElsewhere(SessionState session, CompiledBundle bundle, int target)
    {
        foreach (OpenCall open in session.Open)
        {
            Tool tool = bundle.Tools[open.Reserved.Tool];
            if (!open.IsInDoubt && tool.Contract is { AdvancesTo: >= 0 and int other } && other != target)
            {
                return tool;
            }
        }

        return null;
    }
}
