using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Compile;

/// <summary>What a call leaves behind: slots, labels, cost.</summary>
internal static class ToolEffects
{
    internal static ImmutableArray<Bind> Binds(ToolContractSyntax s, ToolDraft tool, Compilation compilation)
    {
        var binds = ImmutableArray.CreateBuilder<Bind>();
        foreach (BindSyntax bind in s.Binds)
        {
            ValueSource source = bind.Source?.Value ?? ValueSource.Arguments;
            JsonPath? path = source == ValueSource.Output
                ? compilation.Paths.InOutput(bind.Path, tool, "a bind")
                : compilation.Paths.InArguments(bind.Path, tool, "a bind");
            if (path is not null && bind.Name is not null)
            {
                binds.Add(new Bind(compilation.Slots.Intern(bind.Name), source, path));
            }
        }

        return binds.ToImmutable();
    }

    internal static ImmutableArray<LabelFromOutput> LabelsFromOutput(ToolContractSyntax s, ToolDraft tool, Compilation compilation)
    {
        var labels = ImmutableArray.CreateBuilder<LabelFromOutput>();
        foreach (LabelFromOutputSyntax entry in (s.Labels?.FromOutput).OrAbsent())
        {
            if (compilation.Invariants.OnOutput(entry, tool) is { } condition && entry.Label is not null)
            {
                labels.Add(new LabelFromOutput(condition, compilation.Labels.Intern(entry.Label)));
            }
        }

        return labels.ToImmutable();
    }

    internal static Cost? Cost(CostSyntax? s, ToolDraft tool, Compilation compilation)
    {
        if (s is null || !ExactlyOne.Of(s, compilation.Report, "fixed", "from_output"))
        {
            return null;
        }

        bool hasEstimate = s.Node.Find("estimate") is not null;
        if (hasEstimate != (s.Node.Find("from_output") is not null))
        {
            compilation.Report.Add(Codes.CostEstimate, s.At, hasEstimate ? "`estimate` goes with `from_output`" : "`from_output` needs an `estimate`, which is reserved before the call");
        }

        JsonPath? path = compilation.Paths.InOutput(s.FromOutput, tool, "a cost");
        return (s.Fixed, path, s.Estimate) switch
        {
            ({ } amount, _, _) => new Cost.Fixed(amount.Value),
            (_, not null, { } estimate) => new Cost.FromOutput(path, estimate.Value),
            _ => null,
        };
    }
}
