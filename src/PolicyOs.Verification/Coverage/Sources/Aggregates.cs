using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 15: every bound of every aggregate, and what replaces it.</summary>
internal sealed class Aggregates : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle)
    {
        for (int i = 0; i < bundle.Session.Aggregates.Length; i++)
        {
            int number = i;
            Aggregate aggregate = bundle.Session.Aggregates[i];
            string id = $"session.yaml: aggregates[{aggregate.Name}]";
            ImmutableArray<int> tools = [.. bundle.Contracts().Where(pair => pair.Contract.Aggregates.Contains(number)).Select(pair => pair.Tool.Number)];
            if (aggregate.AtLeast is not null)
            {
                yield return new($"{id}.gte", "aggregates", tools, b => With(b, number, a => a with { AtLeast = null }));
            }

            if (aggregate.AtMost is not null)
            {
                yield return new($"{id}.lte", "aggregates", tools, b => With(b, number, a => a with { AtMost = null }));
            }

            for (int entry = 0; entry < aggregate.When.Length; entry++)
            {
                int at = entry;
                yield return new($"{id}.when[{entry + 1}]", "aggregates", tools, b => With(b, number, a => a with { When = a.When.RemoveAt(at) }));
            }
        }
    }

    private static CompiledBundle With(CompiledBundle bundle, int number, Func<Aggregate, Aggregate> change) =>
        bundle.WithSession(session => session with { Aggregates = session.Aggregates.SetItem(number, change(session.Aggregates[number])) });
}
