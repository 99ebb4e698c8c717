using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>A tool can be called in another phase or leads to another one, or a phase can be reached from another one.</summary>
internal sealed class OpenedPhases : IMutationKind
{
    public IEnumerable<Mutant> At(MutationPlace place)
    {
        if (place is { IsToolContract: true, Path: "transitions" })
        {
            return [place.Gone() with { Operator = MutationOperator.RemovePhase }];
        }

        return place is { IsToolContract: true, Path: "transitions.valid_in_phases" } ? More(place, string.Empty)
            : place is { IsToolContract: true, Path: "transitions.advances_to" } ? Elsewhere(place)
            : place.File == "session.yaml" && place.Path.StartsWith("transitions[", StringComparison.Ordinal) ? More(place, "to ")
            : [];
    }

    private static IEnumerable<Mutant> Elsewhere(MutationPlace place) =>
        place.Bundle.Session.Phases.Select(phase => phase.Name).Where(phase => phase != place.Text)
            .Select(phase => place.Changed(MutationOperator.RemovePhase, $"{place.Text} -> {phase}", _ => Edits.Text(phase)));

    private static IEnumerable<Mutant> More(MutationPlace place, string to) =>
        place.Bundle.Session.Phases.Select(phase => phase.Name).Except(place.Items.OfType<YamlNode.Scalar>().Select(phase => phase.Text)).Where(phase => phase != place.Key)
            .Select(phase => place.Changed(MutationOperator.RemovePhase, $"{to}{phase} too", list => Edits.Append(list, Edits.Text(phase))));
}
