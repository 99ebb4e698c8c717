using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>provider_constraints</c> of session.yaml: entries are conditions joined by " + ".</summary>
internal sealed class ProviderConstraintStage : IStage
{
    public void Run(Compilation compilation)
    {
        foreach (SyntaxMapEntry<ProviderConstraintSyntax> entry in (compilation.Syntax.Session?.ProviderConstraints).OrAbsent())
        {
            compilation.ProviderConstraints.Add(new ProviderConstraint(
                entry.Name.Value,
                [.. entry.Value.BlockIncompatible.Select(e => Conditions(e, compilation.Report))],
                [.. entry.Value.WarnIncompatible.Select(e => Conditions(e, compilation.Report))],
                entry.Value.WarnFloatingAlias?.Value ?? false));
        }

        if (compilation.Syntax.Session?.ProviderConstraints is { Count: > 0 } && !compilation.AllowsSampling)
        {
            compilation.Report.Add(
                Codes.NotEnforceable, compilation.Syntax.Session.KeyAt("provider_constraints"), "not_enforceable: no server may ask for sampling, and no other provider request passes a gateway");
        }
    }

    private static ImmutableArray<string> Conditions(Located<string> entry, DiagnosticBag report)
    {
        ImmutableArray<string> conditions = [.. entry.Value.Split(" + ").Select(c => c.Trim())];
        if (conditions.Any(c => c.Length == 0))
        {
            report.Add(Codes.BadText, entry.At, "a condition is missing beside ` + `");
        }

        return conditions;
    }
}
