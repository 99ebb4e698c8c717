using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Compile;

/// <summary>Facts about earlier commits, each once.</summary>
internal sealed class PriorFactTable
{
    private readonly Dictionary<(int Tool, string Resource, string WithOutput), int> _numbers = [];
    private readonly ImmutableArray<PriorFact>.Builder _facts = ImmutableArray.CreateBuilder<PriorFact>();

    internal ImmutableArray<PriorFact> All => _facts.ToImmutable();

    /// <summary>The fact's number; <paramref name="withOutput"/> is the text that makes two lists of conditions the same.</summary>
    internal int Intern(PriorFact fact, string withOutput, out bool isNew)
    {
        var key = (fact.Tool, fact.Resource?.ToString() ?? string.Empty, withOutput);
        isNew = _numbers.TryAdd(key, _facts.Count);
        if (isNew)
        {
            _facts.Add(fact);
        }

        return _numbers[key];
    }
}
