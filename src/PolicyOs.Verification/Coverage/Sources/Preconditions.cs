using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 12: <c>preconditions</c>, and what each asks of the earlier call.</summary>
internal sealed class Preconditions : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) => bundle.Contracts().SelectMany(pair => OfTool(bundle, pair.Tool, pair.Contract));

    private static IEnumerable<RuleInstance> OfTool(CompiledBundle bundle, Tool tool, ToolContract contract)
    {
        foreach ((Precondition precondition, int entry, string name) in contract.Preconditions.Named(p => NameOf(bundle, p)))
        {
            string id = $"{BundleEdits.FileOf(tool)}: preconditions[{name}]";
            yield return new(id, "preconditions", [tool.Number], b => b.WithContract(tool.Number, c => c with { Preconditions = c.Preconditions.RemoveAt(entry) }));
            if (precondition.Fact < 0)
            {
                continue;
            }

            PriorFact fact = bundle.PriorFacts[precondition.Fact];
            if (fact.Resource is not null)
            {
                yield return new($"{id}.resource", "preconditions", [tool.Number], b => WithFact(b, tool.Number, entry, f => f with { Resource = null }));
            }

            foreach ((Invariant invariant, int condition, string path) in fact.WithOutput.Named(i => PathText.Of(i.Path)))
            {
                foreach ((Operator _, int number, string op) in invariant.Operators.Named(OperatorNames.Of))
                {
                    Invariant left = invariant with { Operators = invariant.Operators.RemoveAt(number) };
                    yield return new(
                        $"{id}.with_output[{path}].{op}",
                        "preconditions",
                        [tool.Number],
                        b => WithFact(b, tool.Number, entry, f => f with { WithOutput = left.Operators.IsEmpty ? f.WithOutput.RemoveAt(condition) : f.WithOutput.SetItem(condition, left) }));
                }
            }
        }
    }

    private static string NameOf(CompiledBundle bundle, Precondition precondition) =>
        precondition.Fact < 0 ? "requires_step_count" : bundle.Tools[bundle.PriorFacts[precondition.Fact].Tool].Name;

    // Another tool may ask for the same fact: this one gets one of its own.
    private static CompiledBundle WithFact(CompiledBundle bundle, int tool, int entry, Func<PriorFact, PriorFact> change)
    {
        int number = bundle.PriorFacts.Length;
        Precondition precondition = bundle.Tools[tool].Contract!.Preconditions[entry];
        PriorFact fact = change(bundle.PriorFacts[precondition.Fact]);
        CompiledBundle with = bundle with { PriorFacts = bundle.PriorFacts.Add(fact) };
        with = with.WithContract(tool, c => c with { Preconditions = c.Preconditions.SetItem(entry, precondition with { Fact = number }) });
        return with.WithContract(fact.Tool, c => c with { EstablishesFacts = c.EstablishesFacts.Add(number) });
    }
}
