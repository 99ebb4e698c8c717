using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Events.Codec;

/// <summary>
/// Names for prior facts, which have none of their own: what they ask for is one, and stays one when another bundle numbers them otherwise.
/// </summary>
internal static class FactNames
{
    private static readonly ConditionalWeakTable<CompiledBundle, string[]> Known = [];

    /// <summary>The names by number, each once.</summary>
    public static ImmutableArray<string> Of(CompiledBundle bundle) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(Known.GetValue(bundle, Name));

    private static string[] Name(CompiledBundle bundle)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. bundle.PriorFacts.Select(fact =>
        {
            string name = Describe(bundle, fact);
            seen[name] = seen.GetValueOrDefault(name) + 1;

            // Descriptions are cut where operands are long, so two facts may share one.
            return seen[name] == 1 ? name : $"{name} #{seen[name]}";
        })];
    }

    private static string Describe(CompiledBundle bundle, PriorFact fact)
    {
        string entity = fact.Resource is null ? string.Empty : $" for {PathText.Of(fact.Resource)}";
        string output = string.Join(" and ", fact.WithOutput.Select(i => $"{PathText.Of(i.Path)} must {string.Join(" and ", i.Operators.Select(op => OperatorText.Of(op, bundle)))}"));
        return $"{bundle.Tools[fact.Tool].Name}{entity}{(output.Length == 0 ? string.Empty : " with " + output)}";
    }
}
