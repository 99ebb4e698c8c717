using PolicyOs.Contracts.Model;
using PolicyOs.Expressions;

namespace PolicyOs.Engine.Planning;

/// <summary>Every condition in CEL of a bundle.</summary>
internal static class BundleExpressions
{
    public static IEnumerable<CelProgram> Of(CompiledBundle bundle)
    {
        IEnumerable<ToolContract> contracts = bundle.Tools.Select(static t => t.Contract).OfType<ToolContract>();
        return contracts.SelectMany(static c => c.Rules).Select(static r => r.Condition)
            .Concat(contracts.SelectMany(static c => c.Checkpoints).SelectMany(static c => c.When).OfType<Condition.Expression>().Select(static c => c.Program))
            .Concat(bundle.Session.Aggregates.SelectMany(static a => a.When).Select(static w => w.Condition).OfType<BoundCondition.Expression>()
                .SelectMany(static c => c.ByTool).OfType<CelProgram>());
    }

    /// <summary>Whether any of them may ask how often a tool was called.</summary>
    public static bool ReadCalls(CompiledBundle bundle) => Of(bundle)
        .Where(static e => e.Source.Contains("session", StringComparison.Ordinal)).SelectMany(static e => e.Reads)
        .Any(static read => read.Slot == RuleVariables.Session && read.Fields is [] or ["calls", ..]);
}
