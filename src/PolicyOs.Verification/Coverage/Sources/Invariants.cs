using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Rows 13, 14 and 19, and invariants on results: every operator on every path.</summary>
internal sealed class Invariants : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) => bundle.Contracts().SelectMany(pair => OfTool(pair.Tool, pair.Contract));

    private static IEnumerable<RuleInstance> OfTool(Tool tool, ToolContract contract) =>
    [
        .. Operators(tool, "assertions.input_invariants", "input_invariants", contract.InputInvariants, (c, list) => c with { InputInvariants = list }),
        .. Operators(tool, "argument_value_invariants", "value_invariants", contract.ValueInvariants, (c, list) => c with { ValueInvariants = list }),
        .. Operators(tool, "execution_constraints.arguments", "execution_constraints", contract.ExecutionConstraints, (c, list) => c with { ExecutionConstraints = list }),
        .. Operators(tool, "assertions.output_invariants", "output", contract.OutputInvariants, (c, list) => c with { OutputInvariants = list }),
    ];

    private static IEnumerable<RuleInstance> Operators(
        Tool tool,
        string key,
        string check,
        ImmutableArray<Invariant> invariants,
        Func<ToolContract, ImmutableArray<Invariant>, ToolContract> with)
    {
        foreach ((Invariant invariant, int entry, string path) in invariants.Named(i => PathText.Of(i.Path)))
        {
            foreach ((Operator op, int number, string name) in invariant.Operators.Named(OperatorNames.Of))
            {
                ImmutableArray<Operator> left = invariant.Operators.RemoveAt(number);
                yield return new(
                    $"{BundleEdits.FileOf(tool)}: {key}[{path}].{name}",
                    op is Operator.EqualsSlot ? "references" : check,
                    [tool.Number],
                    b => b.WithContract(tool.Number, c => with(c, left.IsEmpty ? invariants.RemoveAt(entry) : invariants.SetItem(entry, invariant with { Operators = left }))));
            }
        }
    }
}
