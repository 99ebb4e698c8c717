using System.Collections.Immutable;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Verification.Tests.Mutation.Kinds;

namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>
/// Every single change of a bundle's YAML that weakens a rule or turns one around. It knows the language by its keys only, so that it owes
/// nothing to the table that classes differences.
/// </summary>
internal sealed class Mutator
{
    private static readonly ImmutableArray<IMutationKind> s_kinds =
    [
        new DroppedRules(), new WidenedBounds(), new FlippedWords(), new OpenedPhases(), new SwappedOperators(), new LoosenedSeats(), new LoosenedChecks(), new OpenedGrants(), new AddedSettings(),
        new LoosenedGateway(),
    ];

    private readonly List<Mutant> _found = [];
    private readonly CompiledBundle _bundle;
    private readonly WrittenFile _file;

    private Mutator(WrittenFile file, CompiledBundle bundle) => (_file, _bundle) = (file, bundle);

    /// <summary>Every mutant of a bundle, in the order of its files; no two of them read the same.</summary>
    public static ImmutableArray<Mutant> All(WrittenBundle bundle) =>
    [
        .. bundle.Files.Where(file => file.Root is not null && file.Path != "golden_tasks.yaml").SelectMany(file => new Mutator(file, bundle.Load.Bundle!).OfFile())
            .DistinctBy(mutant => (mutant.Place, mutant.Change)),
    ];

    /// <summary>So many mutants of a bundle, of those that a decision can show, drawn with a seed; all where there are fewer.</summary>
    public static ImmutableArray<Mutant> Draw(WrittenBundle bundle, int count, int seed)
    {
        Mutant[] all = [.. All(bundle).Where(mutant => mutant.Operator != MutationOperator.LoosenGateway)];
        new Random(seed).Shuffle(all);
        return [.. all.Take(count).OrderBy(mutant => mutant.Place, StringComparer.Ordinal).ThenBy(mutant => mutant.Change, StringComparer.Ordinal)];
    }

    private List<Mutant> OfFile()
    {
        Visit(_file.Root!, [], string.Empty);
        return _found;
    }

    private void Visit(YamlNode node, ImmutableArray<object> way, string path)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                foreach (YamlEntry entry in mapping.Entries.Where(entry => entry.Key != "golden_cases"))
                {
                    string below = IsNamed(path) ? $"{path}[{entry.Key}]" : path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
                    var place = new MutationPlace(_bundle, _file.Path, _file.Root!, mapping, entry, way.Add(entry.Key), below);
                    _found.AddRange(s_kinds.SelectMany(kind => kind.At(place)));
                    Visit(entry.Value, place.Way, below);
                }

                break;
            case YamlNode.Sequence sequence:
                for (int i = 0; i < sequence.Items.Length; i++)
                {
                    Visit(sequence.Items[i], way.Add(i), $"{path}[{MutationPlace.NameOf(sequence.Items[i], i)}]");
                }

                break;
        }
    }

    private static bool IsNamed(string path) => path.EndsWith("properties", StringComparison.Ordinal) || path is "session_limits.max_calls_per_tool" or "servers";
}
