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
                yield return new($"{id}.resource", "preconditions", [tool.Number], b => WithFact(b, precondition.Fact, f => f with { Resource = null }));
            }

            foreach ((Invariant _, int condition, string path) in fact.WithOutput.Named(i => PathText.Of(i.Path)))
            {
                yield return new($"{id}.with_output[{path}]", "preconditions", [tool.Number], b => WithFact(b, precondition.Fact, f => f with { WithOutput = f.WithOutput.RemoveAt(condition) }));
            }
        }
    }

    private static string NameOf(CompiledBundle bundle, Precondition precondition) =>
        precondition.Fact < 0 ? "requires_step_count" : bundle.Tools[bundle.PriorFacts[precondition.Fact].Tool].Name;

    private static CompiledBundle WithFact(CompiledBundle bundle, int number, Func<PriorFact, PriorFact> change) =>
        bundle with { PriorFacts = bundle.PriorFacts.SetItem(number, change(bundle.PriorFacts[number])) };
}
